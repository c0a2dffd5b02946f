import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isId, type OrgId } from '#shared/kernel/ids.ts';
import { toLocal } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { pageSignIn, pageSignOut, type Told, textOf, told } from '../../http/page-sign-in.ts';
import { personCtx, personOf } from '../../http/person.ts';
import type { PersonCtx } from '../../services/ctx.ts';
import { enterOrganization } from '../../services/organizations/enter-organization.ts';
import { approvePairing } from '../../services/stations/approve-pairing.ts';
import { listPairingPlaces, type PairingPlace } from '../../services/stations/list-pairing-places.ts';
import { refusePairing } from '../../services/stations/refuse-pairing.ts';
import { type PairPageView, pairPage, pairPagePolicy } from '../../storefront/pair-page.ts';

/** The page for whoever stands beside a new station with a phone: sign in, type its code, choose event and gate. */
export function registerPairPage(app: App, deps: AppDeps): void {
  app.get('/pair', async c => {
    const person = await personOf(deps, c);
    return person === null ? show(c, { kind: 'sign-in', email: '', problem: null }) : showForm(deps, c, '', null);
  });
  app.post('/pair/sign-in', async c => {
    const answer = await pageSignIn(deps, c, '/pair');
    if (answer instanceof Response) return answer;
    return show(c, { kind: 'sign-in', email: answer.email, problem: answer.wrong.sentence }, answer.wrong.status);
  });
  app.post('/pair/sign-out', c => pageSignOut(deps, c, '/pair'));
  for (const [path, answer] of [
    ['/pair', approve],
    ['/pair/refuse', refuse],
  ] as const)
    app.post(path, async c => {
      const person = await personCtx(deps, c);
      const form = await c.req.parseBody();
      const code = textOf(form.code);
      try {
        return show(c, await answer(person, code, textOf(form.place)));
      } catch (error) {
        return showForm(deps, c, code, told(deps, c, error));
      }
    });
}

async function approve(person: PersonCtx, code: string, place: string): Promise<PairPageView> {
  const [orgId, eventId, gateId] = place.split(' ');
  const ctx = await enter(person, orgId);
  const gate = gateId === undefined ? null : { eventId, gateId };
  const station = await approvePairing(ctx, { code, eventIds: [eventId], gate });
  const chosen = (await listPairingPlaces(person)).find(known => known.eventId === eventId);
  return { kind: 'paired', station: station.name, place: chosen === undefined ? 'its event' : chosen.title };
}

/** Turned away in the name of the organization whose event stands in the form. */
async function refuse(person: PersonCtx, code: string, place: string): Promise<PairPageView> {
  const refused = await refusePairing(await enter(person, place.split(' ')[0]), { code });
  return { kind: 'refused', station: refused.stationName };
}

function enter(person: PersonCtx, orgId: string | undefined) {
  if (!isId('OrgId', orgId)) throw refusal('bad-input', { field: 'place', sentence: 'Choose an event and a gate.' });
  return enterOrganization(person, orgId satisfies OrgId);
}

async function showForm(deps: AppDeps, c: AppContext, code: string, wrong: Told | null): Promise<Response> {
  const person = await personCtx(deps, c);
  const places = await listPairingPlaces(person);
  const name = person.person.name || person.person.email;
  return show(
    c,
    { kind: 'pair', name, code, groups: places.map(groupOf), problem: wrong?.sentence ?? null },
    wrong?.status,
  );
}

function groupOf(place: PairingPlace) {
  const { date, time } = toLocal(place.startsAt, place.zone);
  const base = `${place.orgId} ${place.eventId}`;
  return {
    label: `${place.title} · ${date} ${time.slice(0, 5)} · ${place.orgName}`,
    options: [
      ...place.gates.map(gate => ({
        value: `${base} ${gate.gateId}`,
        label: `${gate.name} – ${place.title}, ${date}`,
      })),
      { value: base, label: `Every gate – ${place.title}, ${date}` },
    ],
  };
}

function show(c: AppContext, view: PairPageView, status: ContentfulStatusCode = 200): Response {
  return c.html(pairPage(view), status, {
    'content-security-policy': pairPagePolicy,
    // A form's origin is told only where a referrer may be.
    'referrer-policy': 'same-origin',
  });
}

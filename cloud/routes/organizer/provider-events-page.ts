import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { roleMay } from '#shared/api/permissions.ts';
import { isId } from '#shared/kernel/ids.ts';
import { isMoment, parseInstant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { pageSignIn, pageSignOut, type Told, textOf, told } from '../../http/page-sign-in.ts';
import { personCtx, personOf } from '../../http/person.ts';
import { enterOrganization } from '../../services/organizations/enter-organization.ts';
import { countProviderEvents } from '../../services/payments/count-provider-events.ts';
import { listProviderEvents } from '../../services/payments/list-provider-events.ts';
import { replayProviderEvents } from '../../services/payments/replay-provider-events.ts';
import { describeSession } from '../../services/sessions/describe-session.ts';
import { plainPagePolicy } from '../../storefront/plain-page.ts';
import {
  type ProviderEventsView,
  providerEventsPath as path,
  providerEventsPage,
} from '../../storefront/provider-events-page.ts';

const rowsShown = 50;
const states = ['received', 'failed', 'done', 'ignored'] as const;
type State = (typeof states)[number];

/** The console of webhooks, for people of an organization; what it shows and does goes through the verbs of the API. */
export function registerProviderEventsPage(app: App, deps: AppDeps): void {
  app.get(path, async c => {
    const person = await personOf(deps, c);
    if (person === null) return show(c, { kind: 'sign-in', email: '', problem: null });
    const { replayed: done, ...asked } = c.req.query();
    return list(deps, c, asked, { done: done === undefined ? null : `Worked through again: ${Number(done)}.` });
  });
  app.post(`${path}/sign-in`, async c => {
    const answer = await pageSignIn(deps, c, path);
    if (answer instanceof Response) return answer;
    return show(c, { kind: 'sign-in', email: answer.email, problem: answer.wrong.sentence }, answer.wrong.status);
  });
  app.post(`${path}/sign-out`, c => pageSignOut(deps, c, path));
  app.post(`${path}/replay`, async c => {
    const person = await personCtx(deps, c);
    const form = await c.req.parseBody();
    const asked = {
      org: textOf(form.org),
      state: textOf(form.state),
      from: textOf(form.from),
      before: textOf(form.before),
    };
    const { org: orgId, state, from, before } = asked;
    const eventId = textOf(form.event);
    try {
      if (!isId('OrgId', orgId)) throw refusal('not-found');
      const ctx = await enterOrganization(person, orgId);
      const { replayed } = await replayProviderEvents(ctx, eventId === '' ? rangeOf(state, from, before) : { eventId });
      return c.redirect(
        `${path}?${new URLSearchParams({ org: orgId, state, from, before, replayed: String(replayed) })}`,
        303,
      );
    } catch (error) {
      return list(deps, c, asked, { wrong: told(deps, c, error) });
    }
  });
}

type Asked = Readonly<Partial<Record<'org' | 'state' | 'from' | 'before' | 'cursor', string>>>;
type Came = { readonly done?: string | null; readonly wrong?: Told };

/** What was asked to be seen, with what came of a replay. */
async function list(deps: AppDeps, c: AppContext, sent: Asked, { done = null, wrong }: Came): Promise<Response> {
  const person = await personCtx(deps, c);
  const { organizations } = await describeSession(person);
  const seen = organizations.filter(({ role }) => roleMay(role, 'webhooks:read'));
  const chosen = seen.find(({ orgId }) => orgId === sent.org) ?? seen[0];
  const { platformAdmin } = person.person;
  if (chosen === undefined && platformAdmin) return c.redirect(`${path}/foreign`, 303);
  if (chosen === undefined) return show(c, { kind: 'nowhere' }, 403);
  const ctx = await enterOrganization(person, chosen.orgId);
  const state = states.find(known => known === sent.state);
  const [from, before] = [timeOf(sent.from), timeOf(sent.before)];
  const { receivedFrom, receivedBefore } = rangeOf('', from, before);
  const asked = { limit: rowsShown, cursor: sent.cursor, state, receivedFrom, receivedBefore };
  const [page, counts] = [await listProviderEvents(ctx, asked), await countProviderEvents(ctx)];
  return show(
    c,
    {
      kind: 'list',
      organizations: seen.map(({ orgId, name }) => ({ orgId, name })),
      orgId: chosen.orgId,
      state: state ?? ('' satisfies State | ''),
      from,
      before,
      counts,
      rows: page.items,
      nextCursor: page.nextCursor,
      platformAdmin,
      mayReplay: roleMay(chosen.role, 'webhooks:replay'),
      done,
      problem: wrong?.sentence ?? null,
    },
    wrong?.status,
  );
}

/** What a `datetime-local` field sends, read as UTC, or nothing. */
function timeOf(raw: string | undefined): string {
  return raw !== undefined && isMoment(`${raw}Z`) ? raw : '';
}

function rangeOf(state: string, from: string, before: string) {
  return {
    ...(state === '' ? {} : { state }),
    ...(from === '' ? {} : { receivedFrom: parseInstant(`${from}Z`) }),
    ...(before === '' ? {} : { receivedBefore: parseInstant(`${before}Z`) }),
  };
}

function show(c: AppContext, view: ProviderEventsView, status: ContentfulStatusCode = 200): Response {
  return c.html(providerEventsPage(view), status, {
    'content-security-policy': plainPagePolicy,
    // A form's origin is told only where a referrer may be.
    'referrer-policy': 'same-origin',
  });
}

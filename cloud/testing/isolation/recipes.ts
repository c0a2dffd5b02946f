import { signWebhook } from '#fixtures/simulators/stripe/deliver.ts';
import { moneyRecipes } from './money-recipes.ts';
import { freshId, learn, type Parts, type Scene } from './own-use.ts';
import { saleRecipes } from './sale-recipes.ts';
import { approve, doorEventOf, handIn, parkOperation, scanIdsOf, startPairing } from './station-scene.ts';

const operation = '/api/orgs/{orgId}/stations/{stationId}/journals/{journalId}/operations/{seq}';

/**
 * How a route is used in earnest where the input cannot be made up from its schema: a code somebody is shown, a file, a state
 * that has to be there first. A new route needs a line here only when the hunt says that it cannot exercise it.
 */
export const recipes: Readonly<Record<string, (scene: Scene) => Promise<Parts>>> = {
  ...saleRecipes,
  ...moneyRecipes,
  'POST /api/session/sign-in': async scene => {
    const email = `${scene.mark}.signs.in@example.org`;
    await scene.cloud.deps.identity.register({ email, password: 'a long enough password', name: scene.mark });
    return { params: {}, query: {}, body: { email, password: 'a long enough password', keep: 'token' } };
  },
  'POST /api/session/invitation': async scene => {
    const { cloud, org } = scene;
    const made = await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}/invitations`, {
      invitationId: idLike('inv', scene),
      email: `${scene.mark}.invited@example.org`,
      role: 'viewer',
    });
    const { invitation } = made.body as { invitation: string };
    return { params: {}, query: {}, body: { invitation, name: scene.mark, password: 'a long enough password' } };
  },
  'POST /api/orgs/{orgId}/provider-events/replay': async scene => ({
    params: { orgId: scene.org.orgId },
    query: {},
    body: { eventId: scene.notes.get('providerEvent') },
  }),
  'PATCH /api/orgs/{orgId}/events/{eventId}': async ({ cloud, org, ids, mark }) => {
    const params = { orgId: org.orgId, eventId: ids.get('evt')?.at(-1) ?? '' };
    const event = await cloud.call(org.owner, 'GET', `/api/orgs/${params.orgId}/events/${params.eventId}`);
    const { version } = event.body as { readonly version: number };
    return { params, query: {}, body: { version, description: `${mark} again` } };
  },
  'POST /api/orgs/{orgId}/domains': async ({ org, mark }) => ({
    params: { orgId: org.orgId },
    query: {},
    body: { host: `${mark}.example.org` },
  }),
  'DELETE /api/orgs/{orgId}/domains/{host}': async ({ cloud, org, mark }) => {
    const host = `${mark}.gone.example.org`;
    await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}/domains`, { host });
    return { params: { orgId: org.orgId, host }, query: {}, body: undefined };
  },
  'POST /webhooks/stripe/snapshot': async scene => signedEvent(scene, 'snapshot', { object: 'event', created: 1 }),
  'POST /webhooks/stripe/thin': async scene =>
    signedEvent(scene, 'thin', { object: 'v2.core.event', created: '2026-11-22T12:00:00.000Z' }),
  'PATCH /api/orgs/{orgId}/members/{personId}': async scene => member(scene, { role: 'viewer' }),
  'DELETE /api/orgs/{orgId}/members/{personId}': async scene => member(scene, undefined),
  'POST /api/orgs/{orgId}/stations': async scene => {
    const { code } = await startPairing(scene);
    return {
      params: { orgId: scene.org.orgId },
      query: {},
      body: { code, eventIds: [mustBeThere(doorEventOf(scene))], gate: null },
    };
  },
  'POST /api/orgs/{orgId}/stations/refuse': async scene => {
    const { code } = await startPairing(scene);
    return { params: { orgId: scene.org.orgId }, query: {}, body: { code } };
  },
  'POST /api/station/pairings/poll': async scene => {
    const { code, pairingId, pollSecret } = await startPairing(scene);
    await approve(scene, code, mustBeThere(doorEventOf(scene)));
    return { params: {}, query: {}, body: { pairingId, pollSecret } };
  },
  'GET /api/station/snapshot': async scene => stationQuery({ eventId: mustBeThere(doorEventOf(scene)) }),
  'GET /api/station/feed': async scene => {
    const { rows } = await scene.cloud.root.query('select app.installation_epoch() as epoch');
    const cursor = JSON.stringify({ epoch: rows[0].epoch, xid: 0, kind: 0, id: '' });
    return stationQuery({ eventId: mustBeThere(doorEventOf(scene)), cursor });
  },
  'POST /api/orgs/{orgId}/events/{eventId}/redeem': async scene => {
    const { cloud, org, mark } = scene;
    for (const eventId of scene.ids.get('evt') ?? []) {
      const path = `/api/orgs/${org.orgId}/events/${eventId}`;
      const [ticket] = ((await cloud.call(org.owner, 'GET', `${path}/tickets`)).body as Listed).items ?? [];
      if (ticket === undefined) continue;
      const made = await cloud.call(org.owner, 'POST', `${path}/checkpoints`, { name: mark });
      learn(scene, made.text);
      const scanId = freshId('op', cloud.deps.randomBytes);
      const { checkpointId } = made.body as { readonly checkpointId: string };
      return {
        params: { orgId: org.orgId, eventId },
        query: {},
        body: { scanId, checkpointId, ticketId: ticket.ticketId },
      };
    }
    return { params: { orgId: org.orgId }, query: {}, body: {} };
  },
  [`POST ${operation}/retry`]: async scene => parkOperation(scene, undefined),
  [`POST ${operation}/discard`]: async scene => parkOperation(scene, { reason: scene.mark }),
  'POST /api/station/ops': async scene => handIn(scene, scanIdsOf(scene)),
  'POST /api/platform/organizations': async scene => ({
    params: {},
    query: {},
    body: {
      orgId: idLike('org', scene),
      slug: `${scene.org.slug}-new`,
      name: scene.mark,
      zone: 'Europe/Vienna',
      currency: 'EUR',
      ownerEmail: `${scene.mark}.owner@example.org`,
    },
  }),
  'POST /api/platform/provider-events/replay': async ({ cloud, org, mark }) => {
    const [account, eventId] = [`acct_late_${mark}`, freshId('evt', cloud.deps.randomBytes)];
    await cloud.root.query(
      `with a as (insert into app.payment_account_directory (provider_account, org_id, livemode) values ($1, $2, false))
       insert into app.provider_events (event_id, endpoint, provider_account, type, livemode, created_at, received_at, source, headers,
         payload, state)
       values ($3, 'snapshot', $1, 'moon.risen', false, $4, $4, 'webhook', '{}', '{}', 'foreign')`,
      [account, org.orgId, eventId, cloud.clock.now],
    );
    return { params: {}, query: {}, body: { eventId } };
  },
  'POST /api/platform/jobs/parked/{jobId}/retry': async scene => {
    const { rows } = await scene.cloud.root.query(
      `insert into graphile_worker._private_tasks (identifier) values ('burn') on conflict (identifier) do update set identifier = 'burn' returning id`,
    );
    const job = await scene.cloud.root.query(
      `insert into graphile_worker._private_jobs (task_id, key, payload, attempts, max_attempts) values ($1, $2, $3, 1, 1) returning id`,
      [rows[0].id, freshId('req', scene.cloud.deps.randomBytes), JSON.stringify({ orgId: scene.org.orgId })],
    );
    return { params: { jobId: String(job.rows[0].id) }, query: {}, body: undefined };
  },
};

/** As the provider sends it, of an account that nobody here has: it is kept and flagged. */
function signedEvent(scene: Scene, endpoint: 'snapshot' | 'thin', more: object): Parts {
  const account = `acct_${scene.mark}`;
  const body = JSON.stringify({
    id: freshId('evt', scene.cloud.deps.randomBytes),
    type: 'payment_intent.succeeded',
    livemode: false,
    api_version: null,
    account,
    data: { object: { id: `pi_${scene.mark}` } },
    related_object: { id: account, type: 'v2.core.account', url: `/v2/core/accounts/${account}` },
    ...more,
  });
  const sign = (text: string) => ({
    'stripe-signature': signWebhook(text, `whsec_${endpoint}`, Math.floor(Date.now() / 1000)),
  });
  return { params: {}, query: {}, body, sign };
}

type Listed = { readonly items?: readonly { readonly ticketId: string }[] };

function stationQuery(query: Record<string, string>): Parts {
  return { params: {}, query, body: undefined };
}

function mustBeThere(id: string | undefined): string {
  return id ?? 'not there yet';
}

function member(scene: Scene, body: unknown): Parts {
  return { params: { orgId: scene.org.orgId, personId: scene.org.door.personId }, query: {}, body };
}

/** An id of this prefix, always the same for one organization. */
function idLike(prefix: string, scene: Scene): string {
  return `${prefix}_${(scene.org.slug === 'alpha' ? '1' : '2').repeat(25)}0`;
}

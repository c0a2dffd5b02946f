import { anEvent } from '../an-event.ts';
import { freshId, learn, type Parts, type Scene } from './own-use.ts';

/** How orders, tickets, imports and allotments are used in earnest: something has to be on sale, and a station there to lend to. */
export const saleRecipes: Readonly<Record<string, (scene: Scene) => Promise<Parts>>> = {
  'POST /api/orgs/{orgId}/events/{eventId}/publish': async scene => ({
    params: { orgId: scene.org.orgId, eventId: (await draft(scene, {})).eventId },
    query: {},
    body: { version: 1 },
  }),
  'POST /api/orgs/{orgId}/orders/{orderId}/issue': async scene => ({
    params: { orgId: scene.org.orgId, orderId: await placed(scene, await onSale(scene)) },
    query: {},
    body: { comp: { reason: scene.mark } },
  }),
  'POST /api/orgs/{orgId}/orders/{orderId}/resend': async scene => ({
    params: { orgId: scene.org.orgId, orderId: await placed(scene, await onSale(scene)) },
    query: {},
    body: { to: `${scene.mark}@example.org` },
  }),
  'POST /api/orgs/{orgId}/orders/{orderId}/approve': async scene => {
    const sale = await onSale(scene, { needsApproval: true });
    return { params: { orgId: scene.org.orgId, orderId: await placed(scene, sale) }, query: {}, body: undefined };
  },
  'POST /api/orgs/{orgId}/orders/{orderId}/cancel': async scene => {
    const sale = await onSale(scene, { needsApproval: true });
    const orderId = await placed(scene, sale);
    return { params: { orgId: scene.org.orgId, orderId }, query: {}, body: { reason: scene.mark } };
  },
  'POST /api/orgs/{orgId}/orders/{orderId}/payments': async scene => {
    const { cloud, org, mark } = scene;
    await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}/payments/account`, { email: `${mark}@example.org` });
    // The provider would say so when the papers are in.
    await cloud.root.query(`update app.payment_accounts set card_payments = 'active' where org_id = $1`, [org.orgId]);
    return {
      params: { orgId: org.orgId, orderId: await placed(scene, await onSale(scene, {}, 2_800)) },
      query: {},
      body: { way: 'element', backUrl: 'https://shop.example.org/paid', cancelUrl: 'https://shop.example.org/' },
    };
  },
  'GET /api/orgs/{orgId}/events/{eventId}/waiting-room': async scene => {
    const { eventId } = await draft(scene, {});
    const path = `/api/orgs/${scene.org.orgId}/events/${eventId}/waiting-room`;
    await scene.cloud.call(scene.org.owner, 'PUT', path, { opensAt: '2026-11-22T10:00:00Z', admitsPerMinute: 5 });
    return { params: { orgId: scene.org.orgId, eventId }, query: {}, body: undefined };
  },
  'GET /api/orgs/{orgId}/events/{eventId}/waiting-list': async scene => {
    const { eventId, tierId } = await onSale(scene);
    const { root, clock, deps } = scene.cloud;
    // Joined at the shop, by somebody the organization did not invite.
    await root.query(
      `insert into app.waiting_list (org_id, event_id, entry_id, tier_id, email, quantity, created_at)
       values ($1, $2, $3, $4, $5, 2, $6)`,
      [scene.org.orgId, eventId, freshId('wai', deps.randomBytes), tierId, `${scene.mark}@example.org`, clock.now],
    );
    return { params: { orgId: scene.org.orgId, eventId }, query: {}, body: undefined };
  },
  'GET /api/orgs/{orgId}/events/{eventId}/promo-codes': async scene => {
    const { eventId } = await coded(scene);
    return { params: { orgId: scene.org.orgId, eventId }, query: {}, body: undefined };
  },
  'POST /api/orgs/{orgId}/events/{eventId}/promo-codes': async scene => {
    const { eventId } = await draft(scene, {});
    return { params: { orgId: scene.org.orgId, eventId }, query: {}, body: promo(scene) };
  },
  'PATCH /api/orgs/{orgId}/events/{eventId}/promo-codes/{code}': async scene => {
    const { eventId, code } = await coded(scene);
    return { params: { orgId: scene.org.orgId, eventId, code }, query: {}, body: { usesMax: 7 } };
  },
  'POST /api/orgs/{orgId}/events/{eventId}/imports': async scene => {
    const { eventId, tierId } = await onSale(scene);
    const importId = freshId('imp', scene.cloud.deps.randomBytes);
    return {
      params: { orgId: scene.org.orgId, eventId },
      query: { importId, tierId },
      body: `code,holder\n${importId},${scene.mark}\n`,
    };
  },
  'POST /api/orgs/{orgId}/events/{eventId}/allotments': async scene => {
    const sale = await onSale(scene);
    return { params: { orgId: scene.org.orgId, eventId: sale.eventId }, query: {}, body: await roll(scene, sale) };
  },
  'POST /api/orgs/{orgId}/events/{eventId}/allotments/{allotmentId}/return': async scene => {
    const { params, ticketIds } = await lent(scene);
    return { params, query: {}, body: { ticketIds: ticketIds.slice(0, 1), close: false } };
  },
  'POST /api/orgs/{orgId}/events/{eventId}/allotments/{allotmentId}/write-off': async scene => {
    const { params } = await lent(scene);
    return { params, query: {}, body: { reason: scene.mark } };
  },
};

/** A ticket that is valid, known as the latest of its kind: others may have been given back by now. */
export async function freshTicket(scene: Scene): Promise<void> {
  const { cloud, org, mark } = scene;
  const sale = await onSale(scene);
  const path = `/api/orgs/${org.orgId}/orders/${await placed(scene, sale)}/issue`;
  const issued = await cloud.call(org.owner, 'POST', path, { comp: { reason: mark } });
  learn(scene, `${sale.eventId} ${issued.text}`);
}

type Sale = { readonly eventId: string; readonly tierId: string };

async function made(scene: Scene, path: string, body: unknown): Promise<Readonly<Record<string, string>>> {
  const { cloud, org } = scene;
  const answer = await cloud.call(org.owner, 'POST', `/api/orgs/${org.orgId}/events${path}`, body);
  learn(scene, answer.text);
  // What a good answer of these routes tells of itself are ids and words.
  return answer.body as Readonly<Record<string, string>>;
}

export async function onSale(scene: Scene, over: object = {}, priceMinor = 0): Promise<Sale> {
  const sale = await draft(scene, over, priceMinor);
  await made(scene, `/${sale.eventId}/publish`, { version: 1 });
  return sale;
}

/** An event with one tier, free unless it is to be paid for. */
async function draft(scene: Scene, over: object, priceMinor = 0): Promise<Sale> {
  const { eventId = '' } = await made(scene, '', { ...anEvent({ title: scene.mark }), ...over });
  const { poolId } = await made(scene, `/${eventId}/pools`, { name: scene.mark, capacity: 20 });
  const { tierId = '' } = await made(scene, `/${eventId}/tiers`, {
    name: scene.mark,
    priceMinor,
    poolIds: [poolId],
  });
  return { eventId, tierId };
}

function promo(scene: Scene) {
  const code = freshId('c', scene.cloud.deps.randomBytes).toUpperCase().slice(0, 20);
  return { code, kind: 'percent', basisPoints: 500 };
}

async function coded(scene: Scene): Promise<{ readonly eventId: string; readonly code: string }> {
  const { eventId } = await draft(scene, {});
  const { code = '' } = await made(scene, `/${eventId}/promo-codes`, promo(scene));
  return { eventId, code };
}

export async function placed(scene: Scene, { eventId, tierId }: Sale): Promise<string> {
  const { orderId = '' } = await made(scene, `/${eventId}/orders`, {
    orderId: freshId('ord', scene.cloud.deps.randomBytes),
    tickets: [{ tierId, holder: scene.mark }],
    buyer: { name: scene.mark },
  });
  return orderId;
}

async function roll(scene: Scene, { eventId, tierId }: Sale) {
  const { root, clock, deps } = scene.cloud;
  const stationId = freshId('sta', deps.randomBytes);
  await root.query(
    'insert into app.stations (org_id, station_id, name, paired_by, paired_at) values ($1, $2, $3, $3, $4)',
    [scene.org.orgId, stationId, scene.mark, clock.now],
  );
  await root.query('insert into app.station_events (org_id, station_id, event_id) values ($1, $2, $3)', [
    scene.org.orgId,
    stationId,
    eventId,
  ]);
  return { allotmentId: freshId('alt', deps.randomBytes), stationId, tierId, places: 3 };
}

async function lent(scene: Scene) {
  const sale = await onSale(scene);
  const { allotmentId = '' } = await made(scene, `/${sale.eventId}/allotments`, await roll(scene, sale));
  const { cloud, org } = scene;
  const path = `/api/orgs/${org.orgId}/events/${sale.eventId}/tickets?state=blank`;
  const { body } = await cloud.call(org.owner, 'GET', path);
  const ticketIds = (body as { readonly items: readonly { readonly ticketId: string }[] }).items.map(
    ({ ticketId }) => ticketId,
  );
  return { params: { orgId: org.orgId, eventId: sale.eventId, allotmentId }, ticketIds };
}

import { platformAccount } from '#fixtures/simulators/stripe/world.ts';
import { verifyAudit } from '../../cloud/services/audit/verify-audit.ts';
import { allOf, foreignIntents, inOurs } from './at-provider.ts';
import { checkBooks } from './check-books.ts';
import { checkOrders } from './check-orders.ts';
import { checkProvider } from './check-provider.ts';
import { parkedJobs } from './job-queue.ts';
import { loadRows } from './load-rows.ts';
import type { MoneyWorld } from './money-world.ts';
import type { SeedResult } from './run-seed.ts';

export type Violation = { readonly invariant: string; readonly what: string };
export type Fail = (invariant: string, what: string) => void;

/** M1 to M13, after everything healed and drained. */
export async function checkMoney(world: MoneyWorld): Promise<SeedResult['balances']> {
  const { cloud, orgs, simulator, violations, counts } = world;
  const balances: SeedResult['balances'][number][] = [];
  for (const org of orgs) {
    const fail: Fail = (invariant, what) => violations.push({ invariant, what: `${org.currency}: ${what}` });
    const rows = await loadRows(cloud, org.orgId);
    checkOrders(world, rows, fail);
    checkProvider(world, org, rows, fail);
    balances.push(checkBooks(world, org, rows, fail));
    for (const what of rows.unpayable) fail('M13', `the provider does not move such a sum: ${what}`);
    for (const { type, state, error } of rows.events) fail('M9', `an event ${type} stays ${state}: ${error}`);
    const audit = await verifyAudit(cloud.web.process.pool, org.orgId);
    if (audit.kind === 'broken') fail('M11', `the audit log breaks at ${audit.seq}: ${audit.why}`);
    counts.refunds += rows.refunds.length;
    counts.disputes += rows.disputes;
    counts.paidTwice += rows.payments.filter(({ settled }) => settled === 'refunded-twice').length;
    counts.waited += rows.waiting.length;
    counts.offersTaken += rows.waiting.filter(({ state }) => state === 'taken').length;
  }
  const fail: Fail = (invariant, what) => violations.push({ invariant, what });
  for (const { name, error } of await parkedJobs(cloud)) fail('M10', `${name} is parked: ${error}`);
  for (const { route, side, path, message } of simulator.violations)
    fail('contract', `${route} ${side} ${path} ${message}`);
  await checkPlatform(world, fail);
  for (const { deliveries } of simulator.world.events)
    if ([...deliveries.values()].some(({ attempts }) => attempts === 0)) counts.hooks.dropped += 1;
  return balances;
}

/** M1, every few steps: no pool beyond its capacity, no place kept long without a bank that is asked or promised twice, no offer taken twice, no cause out of balance. */
export async function checkPlaces({ cloud, violations, clock }: MoneyWorld): Promise<void> {
  const { rows } = await cloud.root.query<{ what: string }>(
    `select 'pool ' || name || ': ' || sold || ' + ' || held || ' + ' || lent || ' of ' || capacity as what
     from app.pools where sold + held + lent > capacity or sold < 0 or held < 0
     union all select 'pool ' || name || ' counts ' || held || ' held, holds and offers come to ' || kept
     from app.pools p, lateral (select coalesce(sum((place ->> 'places')::int), 0) as kept from (
       select jsonb_array_elements(h.places) as place from app.holds h
       where h.org_id = p.org_id and h.event_id = p.event_id and h.state = 'held'
       union all select jsonb_array_elements(w.places) from app.waiting_list w
       where w.org_id = p.org_id and w.event_id = p.event_id and w.state = 'offered') promised
       where place ->> 'poolId' = p.pool_id) sums where held <> kept
     union all select 'the offer ' || entry_id || ' was taken by ' || orders || ' orders for ' || wanted || ' of ' || quantity
     from app.waiting_list w, lateral (select count(distinct o.order_id) as orders, coalesce(sum(l.quantity), 0) as wanted
       from app.orders o join app.order_lines l on l.org_id = o.org_id and l.order_id = o.order_id
       where o.org_id = w.org_id and o.order_id = w.order_id) sold
     where w.state = 'taken' and (orders <> 1 or wanted > w.quantity)
     union all select 'the order ' || order_id || ' took ' || count(*) || ' offers' from app.waiting_list
     where order_id is not null group by org_id, order_id having count(*) > 1
     union all select 'the order ' || order_id || ' keeps places until ' || lapses_at || ' for nobody' from app.holds h
     where h.state = 'held' and h.lapses_at > $1::timestamptz + interval '1 day' and not exists (
       select from app.payments p where p.org_id = h.org_id and p.order_id = h.order_id and p.state = 'processing')
     union all select 'the books of ' || org_id || ' are off by ' || sum(amount_minor) from app.ledger_postings
     group by org_id, currency having sum(amount_minor) <> 0`,
    [clock.now()],
  );
  for (const { what } of rows) violations.push({ invariant: 'M1', what });
}

/** M12: what the platform earned is what the organizations' books say it took. */
async function checkPlatform({ simulator, cloud, orgs }: MoneyWorld, fail: Fail): Promise<void> {
  for (const { currency, account } of orgs) {
    const foreign = foreignIntents(simulator, account);
    const charges = allOf(simulator, account, 'charge').filter(
      ({ payment_intent: intent }) => !foreign.has(String(intent)),
    );
    const ids = new Set(charges.map(({ id }) => id));
    const earned = allOf(simulator, platformAccount, 'application_fee')
      .filter(({ charge }) => ids.has(String(charge)))
      .reduce((sum, fee) => sum + inOurs(currency, Number(fee.amount) - Number(fee.amount_refunded)), 0);
    const { rows } = await cloud.root.query<{ minor: number }>(
      `select coalesce(sum(amount_minor), 0)::float8 as minor from app.ledger_postings
       where account = 'platform-fees' and currency = $1`,
      [currency],
    );
    const booked = rows[0]?.minor ?? 0;
    if (booked !== earned) fail('M12', `${currency}: the platform took ${earned}, the books say ${booked}`);
  }
}

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

/** M1, every few steps: no pool beyond its capacity, no cause out of balance. */
export async function checkPlaces({ cloud, violations }: MoneyWorld): Promise<void> {
  const { rows } = await cloud.root.query<{ what: string }>(
    `select 'pool ' || name || ': ' || sold || ' + ' || held || ' + ' || lent || ' of ' || capacity as what
     from app.pools where sold + held + lent > capacity or sold < 0 or held < 0
     union all select 'the books of ' || org_id || ' are off by ' || sum(amount_minor) from app.ledger_postings
     group by org_id, currency having sum(amount_minor) <> 0`,
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

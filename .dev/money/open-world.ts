import type { StripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';
import { mintId, type OrgId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { createEvent } from '../../cloud/services/events/create-event.ts';
import { publishEvent } from '../../cloud/services/events/publish-event.ts';
import { connectAccount } from '../../cloud/services/payments/connect-account.ts';
import { createPool } from '../../cloud/services/pools/create-pool.ts';
import { createTier } from '../../cloud/services/tiers/create-tier.ts';
import { provoke } from './at-provider.ts';
import { dueJobs, runJob } from './job-queue.ts';
import type { MoneyClock } from './money-clock.ts';
import type { MoneyCloud } from './money-cloud.ts';
import type { MoneyEvent, MoneyOrg } from './money-world.ts';
import type { Currency, MoneyPlan } from './plan-seed.ts';

type Made = {
  readonly cloud: MoneyCloud;
  readonly clock: MoneyClock;
  readonly simulator: StripeSimulator;
  readonly plan: MoneyPlan;
  readonly random: SeededRandom;
};

const prices: Readonly<Record<Currency, readonly [number, number]>> = {
  EUR: [2_800, 1_333],
  JPY: [3_500, 999],
  KWD: [8_510, 4_110],
  ISK: [4_900, 1_333],
};

/** Organizations that sell, by the product's own verbs: onboarded by a thin webhook, each in its own currency. */
export async function openOrgs(made: Made): Promise<MoneyOrg[]> {
  const orgs: MoneyOrg[] = [];
  for (const currency of made.plan.currencies) orgs.push(await openOrg(made, currency));
  await made.simulator.delivery.run();
  for (const job of await dueJobs(made.cloud, made.clock.now()))
    await runJob(made.cloud, made.cloud.worker, job, made.clock.now(), what => {
      throw new Error(what);
    });
  return orgs;
}

async function openOrg(made: Made, currency: Currency): Promise<MoneyOrg> {
  const { cloud, clock, random, simulator } = made;
  const orgId = mintId('OrgId', random.bytes);
  const now = clock.now();
  await cloud.root.query(
    `with d as (insert into app.org_directory (org_id, slug, created_at) values ($1, $2, $3) returning org_id)
     insert into app.organizations (org_id, name, zone, currency, tax_mode, tax_basis_points, created_at, updated_at)
     select org_id, 'A house of ' || $4, 'Europe/Vienna', $4, $5, $6, $3, $3 from d`,
    [
      orgId,
      `m${orgId.slice(4, 24).toLowerCase()}`,
      now,
      currency,
      random.pick(['inclusive', 'exclusive']),
      random.pick([0, 1_000, 1_990]),
    ],
  );
  const ctx = cloud.ctx(cloud.web, orgId);
  const { account } = await connectAccount(ctx, cloud.web.payments, { email: 'office@example.org' });
  await provoke(simulator, 'capability', { account, status: 'active' });
  await cloud.root.query('update app.payment_accounts set fee_basis_points = $2, fee_minor = $3 where org_id = $1', [
    orgId,
    random.pick([0, 150, 333]),
    random.pick([0, 30]),
  ]);
  const events = [await openEvent(made, orgId, currency, 1), await openEvent(made, orgId, currency, 2)];
  return { orgId, currency, account, events };
}

async function openEvent(made: Made, orgId: OrgId, currency: Currency, number: number): Promise<MoneyEvent> {
  const { cloud, clock, random, plan } = made;
  const ctx = cloud.ctx(cloud.web, orgId);
  // The second is sold out soon, and people wait for it.
  const capacity = number === 1 ? plan.capacity : Math.ceil(plan.capacity / 10);
  const day = 86_400_000;
  const doorsAt = addMs(clock.now(), 60 * day);
  const { eventId } = await createEvent(ctx, cloud.jobDeps(cloud.web).keyVault, {
    title: `Twelfth Night, ${number}`,
    zone: 'Europe/Vienna',
    doorsAt,
    startsAt: addMs(doorsAt, 1_800_000),
    endsAt: addMs(doorsAt, 12_000_000),
    feeMode: random.pick(['absorbed', 'passed-on']),
    feeBasisPoints: random.pick([0, 250, 777]),
    feeMinor: random.pick([0, 50]),
  });
  const { poolId: scarce } = await createPool(ctx, eventId, { name: 'Stalls', capacity });
  const { poolId: house } = await createPool(ctx, eventId, { name: 'House', capacity: plan.capacity * 4 });
  const [dear, cheap] = prices[currency];
  const stalls = await createTier(ctx, eventId, { name: 'Stalls', priceMinor: dear, poolIds: [scarce, house] });
  const circle = await createTier(ctx, eventId, { name: 'Circle', priceMinor: cheap, poolIds: [house] });
  await publishEvent(ctx, eventId, { version: 1 });
  return { eventId, scarce, capacity, tierIds: [stalls.tierId, circle.tierId] };
}

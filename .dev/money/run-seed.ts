import { createHash } from 'node:crypto';
import type { StripeSimulator } from '#fixtures/simulators/stripe/create-stripe-simulator.ts';
import { withFaults } from '#fixtures/simulators/stripe/faults.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { streamOf } from '../seeded/stream-of.ts';
import { tellAll } from '../seeded/tell-all.ts';
import { checkMoney, checkPlaces, type Violation } from './check-money.ts';
import { heal } from './heal.ts';
import { MoneyClock } from './money-clock.ts';
import type { MoneyPlace } from './money-place.ts';
import { freshCounts, type MoneyCounts, type MoneyWorld } from './money-world.ts';
import { openOrgs } from './open-world.ts';
import type { MoneyPlan, Trouble } from './plan-seed.ts';
import { type PlantedBug, rewriteOf, weatherFor } from './planted-bugs.ts';
import { takeStep } from './take-step.ts';

export type SeedResult = {
  readonly plan: MoneyPlan;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly traceHash: string;
  readonly counts: MoneyCounts;
  /** Per organization: what the ledger says is at the provider, and what is there. */
  readonly balances: readonly { readonly currency: string; readonly ledger: number; readonly provider: number }[];
};

const placesEvery = 8;

/** The invariant of a run that threw something. */
export const thrown = 'fault thrown';

/** One run: a pure function of the code, the plan and the planted bug. */
export async function runSeed(place: MoneyPlace, plan: MoneyPlan, bug: PlantedBug | null): Promise<SeedResult> {
  const { cloud } = place;
  const clock = new MoneyClock();
  const simulator = place.provider(plan.seed, clock);
  const counts = freshCounts();
  cloud.begin({
    clock,
    random: streamOf(plan.seed, 1),
    provider: place.sdk(clock, plan, bug),
    rewrite: rewriteOf(bug),
  });
  place.listen(simulator, counts);
  const violations: Violation[] = [];
  const trace: string[] = [];
  const complain = (what: string) => violations.push({ invariant: 'fault', what });
  let world: MoneyWorld | null = null;
  try {
    const orgs = await openOrgs({ cloud, clock, simulator, plan, random: streamOf(plan.seed, 2) });
    const may = (trouble: Trouble) => !plan.without.includes(trouble);
    world = {
      plan,
      bug,
      clock,
      cloud,
      simulator,
      orgs,
      counts,
      violations,
      complain,
      may,
      purchases: [],
    };
    bringTrouble(simulator, may, streamOf(plan.seed, 3));
    Object.assign(simulator.world.faults, weatherFor(bug));
    for (let step = 0; step < plan.steps && violations.length === 0; step++) {
      trace.push(`${step} ${await takeStep(world, streamOf(plan.seed, 1_000 + step))}`);
      // What is broken there stays so, and a smaller run of the same seed says which step it was.
      if (step % placesEvery === placesEvery - 1) await checkPlaces(world);
    }
    await checkPlaces(world);
    // What is broken stays broken; the rest would only hide it.
    if (violations.length > 0) return resultOf(plan, violations, trace, counts, []);
    trace.push(...(await heal(world, streamOf(plan.seed, 4))));
    const balances = await checkMoney(world);
    return resultOf(plan, violations, trace, counts, balances);
  } catch (error) {
    // Nothing that is thrown this far is expected: it is told with its seed and its trace like any other broken promise.
    const what = tellAll(error);
    return resultOf(plan, [...violations, { invariant: thrown, what }], trace, counts, []);
  } finally {
    for (const { process } of cloud.sides) counts.deaths += process.deaths;
    await cloud.forget();
  }
}

function resultOf(
  plan: MoneyPlan,
  violations: readonly Violation[],
  trace: readonly string[],
  counts: MoneyCounts,
  balances: SeedResult['balances'],
): SeedResult {
  const traceHash = createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16);
  return { plan, violations, trace, traceHash, counts, balances };
}

/** How bad it is differs from seed to seed; nothing is ever impossible. */
function bringTrouble({ world }: StripeSimulator, may: (trouble: Trouble) => boolean, random: SeededRandom): void {
  const chance = (trouble: Trouble, most: number) => {
    const drawn = most * (0.2 + 0.8 * random.next());
    return may(trouble) ? drawn : 0;
  };
  world.faults = withFaults({
    webhookDuplicate: chance('webhook-duplicate', 0.3),
    webhookReorder: chance('webhook-reorder', 0.4),
    webhookDelay: chance('webhook-delay', 0.4),
    webhookDrop: chance('webhook-drop', 0.2),
    webhookBadSignature: chance('webhook-forged', 0.1),
    apiErrorBefore: chance('call-fails', 0.06),
    apiErrorAfter: chance('call-lost', 0.1),
    apiConflict: chance('call-busy', 0.05),
    apiRateLimit: chance('call-busy', 0.05),
    apiSlowMs: chance('call-slow', 2),
  });
}

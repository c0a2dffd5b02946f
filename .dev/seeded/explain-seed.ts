import { type ShrinkablePlan, shrinkPlan } from './shrink-plan.ts';

type Violation = { readonly invariant: string; readonly what: string };
export type SeededResult<Plan> = {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly traceHash: string;
};

export type Explaining<Trouble, Plan> = {
  readonly run: (plan: Plan) => Promise<SeededResult<Plan>>;
  readonly troubles: readonly Trouble[];
  readonly stopped: () => boolean;
  /** How large a run is, in words. */
  readonly size: (plan: Plan) => string;
};

export function tellViolations(violations: readonly Violation[]): void {
  for (const line of new Set(violations.map(({ invariant, what }) => `  ${invariant}: ${what}`))) console.log(line);
}

/** Runs a seed that failed once more and prints the smallest run of it that still fails, step by step. */
export async function explainSeed<Trouble, Plan extends ShrinkablePlan<Trouble> & { readonly seed: number }>(
  result: SeededResult<Plan>,
  { run, troubles, stopped, size }: Explaining<Trouble, Plan>,
): Promise<void> {
  console.log(`\nseed ${result.plan.seed} breaks:`);
  tellViolations(result.violations);
  const again = await run(result.plan);
  console.log(`again with the same seed: ${again.traceHash === result.traceHash ? 'the same run' : 'ANOTHER RUN'}`);
  const fails = async (plan: Plan) => !stopped() && (await run(plan)).violations.length > 0;
  const last = await run(await shrinkPlan<Trouble, Plan>(result.plan, troubles, fails));
  const { without } = last.plan;
  console.log(
    `shrunk to ${size(last.plan)}, without ${without.join(', ') || 'nothing'} of ${troubles.length} kinds of trouble:`,
  );
  console.log(last.trace.map(line => `  ${line}`).join('\n'));
  tellViolations(last.violations);
}

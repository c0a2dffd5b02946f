import { faultKinds, type SeedPlan } from './plan-seed.ts';

/** The smallest run that still fails: fewer steps, kinds of fault left out one by one, fewer stations. */
export async function shrink(plan: SeedPlan, fails: (plan: SeedPlan) => Promise<boolean>): Promise<SeedPlan> {
  let small = await fewerSteps(plan, fails);
  for (const kind of faultKinds) {
    const without = { ...small, without: [...small.without, kind] };
    if (await fails(without)) small = without;
  }
  return fewerSteps(small, fails);
}

async function fewerSteps(plan: SeedPlan, fails: (plan: SeedPlan) => Promise<boolean>): Promise<SeedPlan> {
  let enough = plan.steps;
  let tooFew = 0;
  while (enough - tooFew > 1) {
    const steps = Math.floor((enough + tooFew) / 2);
    if (await fails({ ...plan, steps })) enough = steps;
    else tooFew = steps;
  }
  return { ...plan, steps: enough };
}

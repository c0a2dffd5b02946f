import { type MoneyPlan, troubles } from './plan-seed.ts';

/** The smallest run that still fails: fewer steps, and troubles left out one by one. */
export async function shrink(plan: MoneyPlan, fails: (plan: MoneyPlan) => Promise<boolean>): Promise<MoneyPlan> {
  let small = await fewerSteps(plan, fails);
  for (const trouble of troubles) {
    if (small.without.includes(trouble)) continue;
    const without = { ...small, without: [...small.without, trouble] };
    if (await fails(without)) small = without;
  }
  return fewerSteps(small, fails);
}

async function fewerSteps(plan: MoneyPlan, fails: (plan: MoneyPlan) => Promise<boolean>): Promise<MoneyPlan> {
  let enough = plan.steps;
  let tooFew = 0;
  while (enough - tooFew > 1) {
    const steps = Math.floor((enough + tooFew) / 2);
    if (await fails({ ...plan, steps })) enough = steps;
    else tooFew = steps;
  }
  return { ...plan, steps: enough };
}

/** What a seed says will happen, and what of it is left out. */
export type ShrinkablePlan<Trouble> = { readonly steps: number; readonly without: readonly Trouble[] };

/** The smallest run that still fails: fewer steps, and kinds of trouble left out one by one. */
export async function shrinkPlan<Trouble, Plan extends ShrinkablePlan<Trouble>>(
  plan: Plan,
  troubles: readonly Trouble[],
  fails: (plan: Plan) => Promise<boolean>,
): Promise<Plan> {
  let small = await fewerSteps(plan, fails);
  for (const trouble of troubles) {
    if (small.without.includes(trouble)) continue;
    const without = { ...small, without: [...small.without, trouble] };
    if (await fails(without)) small = without;
  }
  return fewerSteps(small, fails);
}

async function fewerSteps<Plan extends { readonly steps: number }>(
  plan: Plan,
  fails: (plan: Plan) => Promise<boolean>,
): Promise<Plan> {
  let enough = plan.steps;
  let tooFew = 0;
  while (enough - tooFew > 1) {
    const steps = Math.floor((enough + tooFew) / 2);
    if (await fails({ ...plan, steps })) enough = steps;
    else tooFew = steps;
  }
  return { ...plan, steps: enough };
}

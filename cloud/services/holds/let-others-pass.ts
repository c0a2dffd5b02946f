import type { Ctx } from '../ctx.ts';
import { rightOfWay } from './right-of-way.ts';

/** IN-10: null when nobody is at work for another organization; else once they are done, or after a moment. */
export function letOthersPass({ ctx }: { readonly ctx: Ctx }): Promise<void> | null {
  return rightOfWay(ctx.db).clear(ctx.orgId);
}

/** IN-10: another number whenever somebody has come by for another organization. */
export function othersPassedBy({ ctx }: { readonly ctx: Ctx }): number {
  return rightOfWay(ctx.db).passedBy(ctx.orgId);
}

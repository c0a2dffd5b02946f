import type { Ctx } from '../ctx.ts';
import { rightOfWay } from './right-of-way.ts';

/** IN-10: null when nobody is at work for another organization; else once they are done, or after a moment. */
export function letOthersPass({ ctx }: { readonly ctx: Ctx }): Promise<void> | null {
  return rightOfWay(ctx.db).clear(ctx.whose ?? ctx.orgId);
}

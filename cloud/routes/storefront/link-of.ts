import type { OrderId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { AppContext, AppDeps } from '../../http/app.ts';
import type { Ctx } from '../../services/ctx.ts';
import { readOrderLink } from '../../services/orders/order-link.ts';

export type OrderOfLink = { readonly link: string; readonly orderId: OrderId; readonly version: number };

/** The order an address was signed for, in this organization; nothing else is there. */
export function orderOfLink(
  deps: Pick<AppDeps, 'linkSecret'>,
  ctx: Ctx,
  link: string | null | undefined,
): OrderOfLink | null {
  const said = link == null ? null : readOrderLink(deps.linkSecret, link);
  if (link == null || said?.kind !== 'order' || said.orgId !== ctx.orgId) return null;
  return { link, orderId: said.orderId, version: said.version };
}

export function mustBeLink(deps: Pick<AppDeps, 'linkSecret'>, ctx: Ctx, c: AppContext): OrderOfLink {
  const found = orderOfLink(deps, ctx, c.req.param('link'));
  if (found === null) throw refusal('not-found');
  return found;
}

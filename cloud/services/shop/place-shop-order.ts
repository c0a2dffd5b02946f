import type { OrderView, PlaceOrder } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { recordCheckoutTrace } from '../disputes/record-checkout-trace.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { placeOrder } from '../orders/place-order.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { mustTakePayments } from '../payments/load-payment-account.ts';
import type { KeyVault } from '../ports.ts';
import { loadShopEvent, tiersFor } from './shop-event.ts';

export type ShopOrder = {
  readonly order: PlaceOrder;
  /** What was typed as a code: it opens tiers that only a code opens. */
  readonly code: string;
  /** WR-4: whose turn it is, where there is a queue. */
  readonly visitor?: string | null;
  /** OR-7: from where and with what it was ordered, and whether terms were accepted. */
  readonly trace: { readonly address: string; readonly device: string; readonly termsAccepted: boolean };
};

/** SH-4, SH-9: the order of somebody at the shop. What costs nothing and needs nobody's approval is issued at once (PR-4). */
export async function placeShopOrder(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  { order, code, visitor = null, trace }: ShopOrder,
): Promise<OrderView> {
  const { tiers } = await loadShopEvent(ctx, eventId);
  const seen = tiersFor(tiers, code);
  for (const { tierId } of order.tickets)
    if (!seen.some(tier => tier.tierId === tierId)) throw refusal('not-on-sale', { tierId });
  const costs = order.tickets.some(({ tierId }) => (seen.find(tier => tier.tierId === tierId)?.priceMinor ?? 0) > 0);
  // PY-5: nobody reserves what they could not pay for.
  if (costs) await withTenant(ctx.db, ctx.orgId, tx => mustTakePayments(tx, ctx.orgId), { readOnly: true });
  const placed = await placeOrder(ctx, eventId, order, { visitor });
  await recordTrace(ctx, placed, trace);
  if (placed.state !== 'awaiting-payment' || !placed.quote.free) return placed;
  return issueOrder(ctx, vault, placed.orderId, {});
}

/** The terms are kept as they were read, because they may be other ones when somebody asks. */
async function recordTrace(ctx: Ctx, order: OrderView, trace: ShopOrder['trace']): Promise<void> {
  await withTenant(ctx.db, ctx.orgId, async tx => {
    const { terms } = await loadOrganization(tx, ctx.orgId);
    await recordCheckoutTrace(tx, ctx, order, {
      termsText: trace.termsAccepted ? terms : null,
      termsAcceptedAt: trace.termsAccepted ? ctx.now : null,
      address: trace.address,
      device: trace.device,
    });
  });
}

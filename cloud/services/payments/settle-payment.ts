import { and, eq } from 'drizzle-orm';
import type { OrderState } from '#shared/catalog/order-states.ts';
import type { OrderId, PaymentId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { PaymentState } from '#shared/orders/next-payment-state.ts';
import { type PaymentSettled, payments as paymentRows } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { issueUnderFreeIds } from '../orders/issue-under-free-ids.ts';
import { loadOrder } from '../orders/load-order.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { applySettlement } from './apply-settlement.ts';
import { currentPayment } from './current-payment.ts';
import { endLapsedOfOthers, hasLostPlaces } from './has-lost-places.ts';
import { loadPayment, type PaymentRecord } from './load-payment.ts';
import { isChargeBooked } from './post-charge.ts';

export type SettleDeps = { readonly payments: PaymentProvider; readonly keyVault: KeyVault };

/** How a payment and its order stand after the provider was asked. */
export type PaymentStanding = {
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  readonly state: PaymentState;
  readonly settled: PaymentSettled | null;
  readonly orderState: OrderState;
  readonly declineCode: string | null;
};

/**
 * PY-3: asks the provider how the payment stands now and does what follows, in one transaction. Whoever heard something calls
 * it: a webhook, the buyer who came back, reconciliation. Called again it changes nothing.
 */
export async function settlePayment(
  ctx: Ctx,
  deps: SettleDeps,
  which: { readonly paymentId: PaymentId; readonly intentId?: string },
): Promise<PaymentStanding> {
  requirePermission(ctx, 'orders:place');
  const { payment, isLate, final } = await withTenant(ctx.db, ctx.orgId, tx => loadAsked(tx, ctx, which.paymentId), {
    readOnly: true,
  });
  if (final !== null) return final;
  const current = await currentPayment(deps.payments, payment, which.intentId ?? null);
  if (isLate && current?.said.state === 'succeeded') await endLapsedOfOthers(ctx, payment);
  return issueUnderFreeIds(ctx, [payment.orderId], () =>
    withTenant(ctx.db, ctx.orgId, async tx => {
      if (current !== null) await applySettlement(tx, ctx, deps.keyVault, payment, current);
      else if (isLost(ctx, payment)) await recordLost(tx, ctx, payment);
      return standingOf(tx, ctx, payment);
    }),
  );
}

/** `final`: it is settled and booked in full, so that nothing the provider can say of it changes anything. */
async function loadAsked(tx: Tx, ctx: Ctx, paymentId: PaymentId) {
  const payment = await loadPayment(tx, ctx.orgId, paymentId);
  if (payment.settled === null) return { payment, isLate: await hasLostPlaces(tx, ctx, payment.orderId), final: null };
  const isBooked = await isChargeBooked(tx, ctx, payment);
  return { payment, isLate: false, final: isBooked ? await standingOf(tx, ctx, payment) : null };
}

async function standingOf(
  tx: Tx,
  ctx: Ctx,
  of: Pick<PaymentRecord, 'paymentId' | 'orderId'>,
): Promise<PaymentStanding> {
  const [{ paymentId, orderId, state, settled, declineCode }, order] = await Promise.all([
    loadPayment(tx, ctx.orgId, of.paymentId),
    loadOrder(tx, ctx.orgId, of.orderId),
  ]);
  return { paymentId, orderId, state, settled, declineCode, orderState: order.state };
}

/** The provider knows nothing of a call that can no longer be under way. */
function isLost(ctx: Ctx, { state, createdAt }: PaymentRecord): boolean {
  return state === 'intended' && addMs(createdAt, limits.paymentLookupMs) < ctx.now;
}

async function recordLost(tx: Tx, ctx: Ctx, payment: PaymentRecord): Promise<void> {
  await tx
    .update(paymentRows)
    .set({ state: 'failed', declineCode: 'never-arrived', updatedAt: ctx.now })
    .where(
      and(
        eq(paymentRows.orgId, ctx.orgId),
        eq(paymentRows.paymentId, payment.paymentId),
        eq(paymentRows.state, 'intended'),
      ),
    );
}

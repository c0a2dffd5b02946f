import { type StartedPayment, type StartPayment, startPaymentSchema } from '#shared/api/payments.ts';
import { mintId, type OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { isRefusal, orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { applicationFee } from '#shared/orders/application-fee.ts';
import { canOrder, planOrderAction } from '#shared/orders/order-actions.ts';
import { inputHashOf } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { payments as paymentRows } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { findHold } from '../holds/end-hold.ts';
import { loadOrder, type OrderRecord } from '../orders/load-order.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import type { Log } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { abandonPayments, isOpen } from './abandon-payments.ts';
import { type CardGuard, countStart, guardCardTesting, payerKeyOf } from './guard-card-testing.ts';
import { isKept } from './kept-payment.ts';
import { loadPayment, loadPaymentsOf, type PaymentRecord } from './load-payment.ts';
import { mustTakePayments, requireMinimum, requireSettled } from './load-payment-account.ts';
import { openPayment } from './open-payment.ts';
import { paymentRequest } from './payment-request.ts';
import { endsTooSoon, isUsedUp, noteUsedUp } from './used-up-page.ts';

/**
 * PY-4: lets a buyer pay for an order. What is asked of the provider is written down under the key it is asked with, then asked,
 * then the answer is written down; asked again in the same way while it can be paid, it is the same payment.
 */
export async function startPayment(
  ctx: Ctx,
  payments: PaymentProvider,
  orderId: OrderId,
  raw: StartPayment,
  log: Log = () => undefined,
): Promise<StartedPayment> {
  requirePermission(ctx, 'orders:place');
  const input = startPaymentSchema.parse(raw);
  const payerKey = payerKeyOf(ctx);
  const guard = await guardCardTesting(ctx, payerKey);
  const intend = async () => {
    const intended = await withTenant(ctx.db, ctx.orgId, tx =>
      intendPayment(tx, ctx, orderId, { ...input, payerKey, guard }),
    );
    if (intended.fresh && intended.again) await countStart(ctx, log, payerKey, intended.payment.eventId);
    return intended;
  };
  const known = await intend();
  if (known.fresh) return openPayment(ctx, payments, known.payment);
  if (await noteUsedUp(ctx, payments, known.payment)) return openPayment(ctx, payments, (await intend()).payment);
  try {
    return await openPayment(ctx, payments, known.payment);
  } catch (error) {
    const neverArrived = isRefusal(error) && error.code === 'payment-refused' && endsTooSoon(ctx, known.payment);
    if (!neverArrived) throw error;
    return openPayment(ctx, payments, (await intend()).payment);
  }
}

async function intendPayment(
  tx: Tx,
  ctx: Ctx,
  orderId: OrderId,
  { payerKey, guard, ...input }: StartPayment & { readonly payerKey: Uint8Array | null; readonly guard: CardGuard },
): Promise<{ readonly payment: PaymentRecord; readonly fresh: boolean; readonly again: boolean }> {
  const order = await loadOrder(tx, ctx.orgId, orderId, { forUpdate: true });
  const holdLapsesAt = await mustBePayable(tx, ctx, order);
  const account = await mustTakePayments(tx, ctx.orgId);
  requireSettled(ctx, account, order.currency);
  requireMinimum(account, order);
  const earlier = await loadPaymentsOf(tx, ctx.orgId, [orderId]);
  if (earlier.some(isUnderWay)) throw refusal('payment-under-way');
  const last = earlier.at(-1);
  if (last !== undefined && isSame(last, { way: input.way, order, account: account.providerAccount }))
    return { payment: last, fresh: false, again: true };
  const again = last !== undefined;
  guard({ again });
  const paymentId = mintId('PaymentId', ctx.randomBytes);
  const event = await loadEvent(tx, ctx.orgId, order.eventId);
  const tiers = await loadTiers(tx, ctx.orgId, order.eventId);
  const request = paymentRequest({
    orgId: ctx.orgId,
    paymentId,
    order,
    event,
    tiers,
    input,
    holdLapsesAt,
    now: ctx.now,
  });
  const sums = {
    amountMinor: order.totalMinor,
    currency: order.currency,
    applicationFeeMinor: applicationFee(order.totalMinor, account, order.currency),
  };
  await tx.insert(paymentRows).values({
    orgId: ctx.orgId,
    paymentId,
    eventId: order.eventId,
    orderId,
    attempt: (last?.attempt ?? 0) + 1,
    way: input.way,
    state: 'intended',
    ...sums,
    providerAccount: account.providerAccount,
    requestHash: inputHashOf({ ...request, ...sums }),
    request,
    payerKey,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  // Who changes from one way to pay to another shall not be able to pay both ways.
  await abandonPayments(tx, ctx, [orderId], { but: paymentId });
  await audit(tx, ctx, { verb: 'payment.start', target: paymentId, before: null, after: { orderId, ...sums } });
  return { payment: await loadPayment(tx, ctx.orgId, paymentId), fresh: true, again };
}

/** PY-4: money is on its way or here, and is not being given back. */
function isUnderWay({ state, settled }: PaymentRecord): boolean {
  return state === 'processing' || (state === 'succeeded' && (settled === null || isKept(settled)));
}

function isSame(
  last: PaymentRecord,
  now: { readonly way: PaymentRecord['way']; readonly order: OrderRecord; readonly account: string },
): boolean {
  return (
    isOpen(last) &&
    !isUsedUp(last) &&
    last.way === now.way &&
    last.amountMinor === now.order.totalMinor &&
    last.currency === now.order.currency &&
    last.providerAccount === now.account
  );
}

/** IN-2, PR-4: until when the order's places are kept; refused when there is nothing to pay, or no longer. */
async function mustBePayable(tx: Tx, ctx: Ctx, order: OrderRecord): Promise<Instant> {
  const free = order.totalMinor === 0;
  const hold = await findHold(tx, ctx, order.orderId);
  const lapsed = order.state === 'lapsed' || (canOrder('pay', order.state) && hold?.state !== 'held');
  if (lapsed || (hold?.state === 'held' && hold.lapsesAt <= ctx.now))
    throw refusal('hold-lapsed', { lapsedAt: hold?.lapsesAt ?? null });
  orRefuse(planOrderAction('pay', { state: order.state, free }));
  if (free) throw refusal('wrong-state', { action: 'pay', state: 'free' });
  if (hold === null) throw refusal('hold-lapsed', {});
  return hold.lapsesAt;
}

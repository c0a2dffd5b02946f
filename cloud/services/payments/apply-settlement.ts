import { and, eq } from 'drizzle-orm';
import { assert, unreachable } from '#shared/kernel/assert.ts';
import { decideSettlement, type Settlement } from '#shared/orders/decide-settlement.ts';
import { nextPaymentState, type PaymentState } from '#shared/orders/next-payment-state.ts';
import { audit } from '../../db/audit.ts';
import { type PaymentSettled, payments as paymentRows } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { findHold, type HoldRecord } from '../holds/end-hold.ts';
import { loadOrder, type OrderRecord } from '../orders/load-order.ts';
import type { ProviderPayment } from '../payment-provider.ts';
import type { KeyVault } from '../ports.ts';
import type { CurrentPayment } from './current-payment.ts';
import { findSeats } from './find-seats.ts';
import { fulfilOrder } from './fulfil-order.ts';
import { keepForAnotherTry, keepForBank } from './keep-places.ts';
import { loadPayment, type PaymentRecord } from './load-payment.ts';
import { postCharge } from './post-charge.ts';
import { returnPayment } from './return-payment.ts';

export type SettlementTarget = {
  readonly order: OrderRecord;
  readonly payment: PaymentRecord;
  readonly hold: HoldRecord | null;
};

/** What follows from how a payment stands, with order, payment and hold locked in this order: all of it or nothing. */
export async function applySettlement(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  seen: Pick<PaymentRecord, 'paymentId' | 'orderId'>,
  current: CurrentPayment,
): Promise<void> {
  // Sent together; on one connection they are taken in the order in which they were sent.
  const [order, before, hold] = await Promise.all([
    loadOrder(tx, ctx.orgId, seen.orderId, { forUpdate: true }),
    loadPayment(tx, ctx.orgId, seen.paymentId, { forUpdate: true }),
    findHold(tx, ctx, seen.orderId),
  ]);
  const { said } = current;
  // An intent that only claims to be of this payment: reconciliation shows it to a person.
  if (before.intentId !== null && before.intentId !== said.intentId) return;
  const state = nextPaymentState(before, said);
  const target = { order, payment: await recordState(tx, ctx, before, state, said), hold };
  const asks = state === 'succeeded' && before.settled === null;
  const decision = decideSettlement({
    order,
    payment: {
      ...said,
      state: providerState(state),
      wasProcessing: before.state === 'processing',
      settled: before.settled,
    },
    ...(asks
      ? await findSeats(tx, ctx, order, hold)
      : { hold: hold?.state ?? 'none', placesLeft: false, usesLeft: true }),
  });
  const settled = await carryOut(tx, ctx, vault, target, decision);
  if (settled !== null)
    await tx
      .update(paymentRows)
      .set({ settled, settledAt: ctx.now })
      .where(and(eq(paymentRows.orgId, ctx.orgId), eq(paymentRows.paymentId, before.paymentId)));
  if (state === 'succeeded') await postCharge(tx, ctx, target.payment, current.line);
  if (state !== before.state || settled !== null)
    await audit(tx, ctx, {
      verb: 'payment.settle',
      target: before.paymentId,
      before: { state: before.state },
      after: { state, settled, orderId: order.orderId, amountMinor: said.amountMinor, declineCode: said.declineCode },
    });
}

async function carryOut(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  target: SettlementTarget,
  decision: Settlement,
): Promise<PaymentSettled | null> {
  switch (decision.kind) {
    case 'nothing':
      return null;
    case 'wait':
      if (decision.extend) await keepForBank(tx, ctx, target);
      return null;
    case 'try-again':
      await keepForAnotherTry(tx, ctx, target);
      return null;
    case 'fulfil':
      await fulfilOrder(tx, ctx, vault, target, 'pay');
      return 'fulfilled';
    case 're-seat':
      await fulfilOrder(tx, ctx, vault, target, 're-seat');
      return 're-seated';
    case 'refund':
      await returnPayment(tx, ctx, target, decision.why);
      return decision.why === 'code-used' ? 'refunded-late' : `refunded-${decision.why}`;
    default:
      return unreachable(decision);
  }
}

/** The row takes over what arrived, which is what may be given back, also where it is not what was asked. */
async function recordState(
  tx: Tx,
  ctx: Ctx,
  before: PaymentRecord,
  state: PaymentState,
  said: ProviderPayment,
): Promise<PaymentRecord> {
  const arrived = state === 'succeeded' && before.settled === null;
  const [after] = await tx
    .update(paymentRows)
    .set({
      state,
      intentId: said.intentId,
      chargeId: said.chargeId ?? before.chargeId,
      declineCode: state === 'succeeded' ? null : said.declineCode,
      ...(arrived ? { amountMinor: said.amountMinor, currency: said.currency } : {}),
      updatedAt: ctx.now,
    })
    .where(and(eq(paymentRows.orgId, ctx.orgId), eq(paymentRows.paymentId, before.paymentId)))
    .returning();
  assert(after !== undefined, `the payment ${before.paymentId} is there, it is locked`);
  return after;
}

function providerState(state: PaymentState): ProviderPayment['state'] {
  return state === 'intended' || state === 'failed' ? 'open' : state;
}

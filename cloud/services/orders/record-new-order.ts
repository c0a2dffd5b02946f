import type { PlaceOrder } from '#shared/api/orders.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import type { OrderState } from '#shared/orders/order-actions.ts';
import type { Quote } from '#shared/pricing/quote.ts';
import { searchKeyOf } from '#shared/tickets/search-key.ts';
import { inputHashOf } from '../../db/answer-once.ts';
import { orderAnswers, orderLines, orders } from '../../db/tables/orders.ts';
import type { TicketDraft } from '../../db/ticket-draft.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { mintOrderRef } from './mint-order-ref.ts';

export type NewOrder = {
  readonly eventId: EventId;
  readonly input: PlaceOrder;
  readonly quote: Quote;
  readonly buyer: PlaceOrder['buyer'];
  readonly answers: Readonly<Record<string, string>>;
  readonly drafts: readonly TicketDraft[];
  readonly state: OrderState;
};

export async function recordNewOrder(tx: Tx, ctx: Ctx, order: NewOrder): Promise<void> {
  const { eventId, input, quote, buyer, drafts, state } = order;
  const key = { orgId: ctx.orgId, eventId, orderId: input.orderId };
  await tx.insert(orders).values({
    ...key,
    ref: await mintOrderRef(tx, ctx, eventId),
    state,
    channel: input.channel,
    buyerName: buyer.name,
    buyerEmail: buyer.email,
    buyerPhone: buyer.phone,
    buyerAddress: buyer.address,
    language: buyer.language,
    totalMinor: quote.totalMinor,
    currency: quote.currency,
    quote,
    drafts,
    inputHash: inputHashOf(input),
    searchKey: searchKeyOf({
      holder: null,
      buyerName: buyer.name,
      buyerEmail: buyer.email,
      buyerPhone: buyer.phone,
    }),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  });
  await tx.insert(orderLines).values(
    quote.lines.map(({ lineId, tierId, quantity, unitMinor, totalMinor }) => ({
      ...key,
      lineId,
      tierId,
      quantity,
      unitMinor,
      totalMinor,
    })),
  );
  const answers = [...rowsOf(order.answers, ''), ...drafts.flatMap(draft => rowsOf(draft.answers, draft.ticketId))];
  if (answers.length > 0) await tx.insert(orderAnswers).values(answers.map(answer => ({ ...key, ...answer })));
}

function rowsOf(answers: Readonly<Record<string, string>>, ticketId: string) {
  return Object.entries(answers).map(([questionId, value]) => ({
    // Only ids of questions that were asked came through the check of answers.
    questionId: questionId as typeof orderAnswers.$inferInsert.questionId,
    ticketId,
    value,
  }));
}

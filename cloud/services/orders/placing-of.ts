import type { OrderView } from '#shared/api/orders.ts';
import type { PoolChange } from '#shared/inventory/pool.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { searchKeyOf } from '#shared/tickets/search-key.ts';
import { actorName } from '../../db/audit.ts';
import type { PlacedRow, Placing } from '../../db/placing.ts';
import { buyerKey } from '../promos/promo-book.ts';
import type { PreparedOrder } from './prepare-order.ts';
import type { Predecessor } from './replaced-orders.ts';
import type { WaitingOrder } from './waiting-order.ts';

export type PlacedOrder = Omit<WaitingOrder, 'prepared'> & {
  readonly prepared: PreparedOrder;
  readonly ref: string;
  /** SH-9: whose place it takes. */
  readonly predecessor: Predecessor | null;
};

/** The rows of orders whose places are theirs. */
export function placingOf(placed: readonly PlacedOrder[], changes: readonly PoolChange[]): Placing {
  const orders = placed.map(rowOf);
  return {
    orders,
    lines: placed.flatMap(({ input: { orderId }, prepared }) =>
      prepared.quote.lines.map(({ lineId, tierId, quantity, unitMinor, totalMinor }) => ({
        orderId,
        lineId,
        tierId,
        quantity,
        unitMinor,
        totalMinor,
      })),
    ),
    answers: placed.flatMap(({ input: { orderId }, prepared }) => [
      ...answersOf(orderId, prepared.answers, ''),
      ...prepared.drafts.flatMap(draft => answersOf(orderId, draft.answers, draft.ticketId)),
    ]),
    pools: changes.map(({ poolId, held }) => ({ poolId, held })),
    uses: placed.flatMap(({ ctx, input, prepared }) =>
      prepared.codes.map(code => ({
        code,
        orderId: input.orderId,
        buyerKey: buyerKey(input.buyer.email),
        at: ctx.now,
      })),
    ),
    passes: placed.flatMap(({ ctx, visitor }) => (visitor === null ? [] : [{ visitor, at: ctx.now }])),
    traces: placed.flatMap(traceOf),
    audit: placed.map(auditOf),
  };
}

function rowOf(placed: PlacedOrder): PlacedRow {
  const { ctx, input, prepared, ref, places, hash } = placed;
  const { quote, buyer, state, drafts, lapsesAt } = prepared;
  return {
    orderId: input.orderId,
    ref,
    state,
    channel: input.channel,
    buyerName: buyer.name,
    buyerEmail: buyer.email,
    buyerPhone: buyer.phone,
    buyerAddress: buyer.address,
    language: buyer.language,
    totalMinor: quote.totalMinor,
    currency: quote.currency,
    answer: viewOf(placed),
    drafts,
    inputHash: hash,
    searchKey: searchKeyOf({
      holder: null,
      buyerName: buyer.name,
      buyerEmail: buyer.email,
      buyerPhone: buyer.phone,
    }),
    at: ctx.now,
    holdId: mintId('HoldId', ctx.randomBytes),
    places,
    lapsesAt,
  };
}

/** The terms are kept as they were read, because they may be other ones when somebody asks. */
function traceOf({ ctx, input, trace, facts }: PlacedOrder) {
  if (trace === null) return [];
  return [
    {
      orderId: input.orderId,
      termsText: trace.termsAccepted ? facts.organization.terms : null,
      termsAcceptedAt: trace.termsAccepted ? ctx.now : null,
      address: trace.address.slice(0, 100),
      device: trace.device.slice(0, 500),
      at: ctx.now,
    },
  ];
}

/** What was sold, to whom it is said by the order; so the log is short, and forgetting a buyer leaves it whole. */
function auditOf({ ctx, input, prepared, ref }: PlacedOrder) {
  const { quote, state, lapsesAt } = prepared;
  const lines = quote.lines.map(({ tierId, quantity, totalMinor }) => ({ tierId, quantity, totalMinor }));
  const { totalMinor, currency } = quote;
  return {
    at: ctx.now,
    actor: actorName(ctx.actor),
    verb: 'order.place',
    target: input.orderId,
    before: null,
    after: { ref, state, channel: input.channel, lines, totalMinor, currency, holdLapsesAt: lapsesAt },
    requestId: ctx.requestId,
  };
}

/** What `loadOrderView` would read back. */
function viewOf({ ctx, eventId, input, prepared, ref }: PlacedOrder): OrderView {
  const { quote, buyer, state, lapsesAt } = prepared;
  return {
    orderId: input.orderId,
    eventId,
    ref,
    state,
    channel: input.channel,
    compReason: null,
    buyer,
    totalMinor: quote.totalMinor,
    currency: quote.currency,
    version: 1,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    quote: { ...quote, lines: [...quote.lines], discounts: [...quote.discounts] },
    holdLapsesAt: lapsesAt,
    tickets: [],
  };
}

function answersOf(orderId: string, answers: Readonly<Record<string, string>>, ticketId: string) {
  return Object.entries(answers).map(([questionId, value]) => ({ orderId, questionId, ticketId, value }));
}

import type { OrderState } from '../catalog/order-states.ts';
import { allocate, shareOf } from '../kernel/allocate.ts';
import { assert } from '../kernel/assert.ts';
import type { OrderLineId, TicketId } from '../kernel/ids.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import { addParts, noParts, type SaleParts, subtractParts, sumOfParts } from '../pricing/sale-parts.ts';
import { childrenLeftAlone, type GuardianBond } from './check-guardians.ts';
import { planOrderAction } from './order-actions.ts';

/** Of one order line: what is given back, and what is kept for good because the fee was not returned with its tickets. */
export type RefundLine = { readonly lineId: OrderLineId; readonly given: SaleParts; readonly kept: SaleParts };

export type RefundTicket = {
  readonly ticketId: TicketId;
  readonly lineId: OrderLineId | null;
  readonly state: 'valid' | 'replaced' | 'cancelled' | 'refunded' | 'blank';
};

export type RefundFacts = {
  readonly order: { readonly state: OrderState };
  /** What each line came to when it was sold. */
  readonly lines: readonly { readonly lineId: OrderLineId; readonly parts: SaleParts }[];
  /** What was decided before, whether it has arrived or not; tries of the same refund again are not counted twice. */
  readonly earlier: readonly RefundLine[];
  readonly tickets: readonly RefundTicket[];
  /** OR-2: the live tickets bound to one of these, of this order or another. */
  readonly children: readonly GuardianBond[];
  /** What may still go back on the payment; null when nothing was paid by card. */
  readonly paymentLeftMinor: number | null;
  /** PR-11: what any sum that is given back is a whole multiple of. */
  readonly payableStep: number;
  /** OR-7: an inquiry or a dispute is open, or one was lost. A warning alone keeps nobody from giving money back. */
  readonly dispute: 'none' | 'open' | 'lost';
};

export type RefundWish =
  | { readonly kind: 'whole'; readonly returnsFee: boolean }
  | { readonly kind: 'tickets'; readonly ticketIds: readonly TicketId[]; readonly returnsFee: boolean }
  /** Money alone; tickets die only where they are named. */
  | {
      readonly kind: 'amount';
      readonly amountMinor: number;
      readonly ticketIds: readonly TicketId[];
      readonly returnsFee: boolean;
    };

export type RefundPlan = {
  readonly amountMinor: number;
  readonly lines: readonly RefundLine[];
  readonly given: SaleParts;
  /** These are void from now on. */
  readonly voids: readonly TicketId[];
  /** OR-2: children who would be without their guardian. */
  readonly childrenLeftAlone: readonly TicketId[];
  readonly state: OrderState;
};

/**
 * OR-6, LE-3: what a refund gives back of which line, exact to the cent, and which tickets die of it. A ticket gives back an even
 * share of what is left of its line; a sum is spread over everything that is left. Nothing is ever given back twice.
 */
export function planRefund(facts: RefundFacts, wish: RefundWish): Planned<RefundPlan> {
  if (facts.dispute !== 'none') return refused('dispute-open', { dispute: facts.dispute });
  const refundable = facts.tickets.filter(({ state }) => state === 'valid' || state === 'cancelled');
  const named = wish.kind === 'whole' ? refundable.map(({ ticketId }) => ticketId) : [...new Set(wish.ticketIds)];
  const unknown = named.find(id => !refundable.some(ticket => ticket.ticketId === id));
  if (unknown !== undefined) return refused('wrong-state', { action: 'refund', ticketId: unknown });
  if (wish.kind === 'tickets' && named.length === 0) return refused('nothing-to-refund', {});
  if (wish.kind === 'amount' && wish.amountMinor % facts.payableStep !== 0)
    return refused('not-payable', { amountMinor: wish.amountMinor, stepMinor: facts.payableStep });
  const whole = splitOf(facts, wish, refundable, named);
  if (whole.kind === 'refused') return whole;
  const over = (lineId: OrderLineId) =>
    refundable.every(ticket => ticket.lineId !== lineId || named.includes(ticket.ticketId));
  const split = roundedDown(whole.plan, facts.payableStep, over);
  const given = split.map(line => line.given).reduce(addParts, noParts);
  const amountMinor = sumOfParts(given);
  if (amountMinor > (facts.paymentLeftMinor ?? 0))
    return refused('refund-too-much', { amountMinor, leftMinor: facts.paymentLeftMinor ?? 0 });
  const alive = refundable.filter(({ state, ticketId }) => state === 'valid' && !named.includes(ticketId));
  const nothingLeft = leftOf(facts).every(({ left }, index) => sumOfParts(left) === partsTaken(split[index]));
  const ends = wish.kind === 'amount' ? alive.length === 0 && nothingLeft : named.length === refundable.length;
  const state = planOrderAction(ends ? 'refund' : 'refund-part', { state: facts.order.state, free: false });
  if (state.kind === 'refused') return state;
  return {
    kind: 'planned',
    plan: {
      amountMinor,
      lines: split.filter(taken),
      given,
      voids: named,
      childrenLeftAlone: childrenLeftAlone(named, facts.children),
      state: state.plan,
    },
  };
}

/** What is left of each line after everything decided before. */
export function leftOf(facts: Pick<RefundFacts, 'lines' | 'earlier'>) {
  return facts.lines.map(({ lineId, parts }) => {
    const left = facts.earlier
      .filter(line => line.lineId === lineId)
      .reduce((rest, line) => subtractParts(subtractParts(rest, line.given), line.kept), parts);
    assert(
      Object.values(left).every(minor => minor >= 0),
      `no more was given back of ${lineId} than it came to`,
    );
    return { lineId, left };
  });
}

function splitOf(
  facts: RefundFacts,
  wish: RefundWish,
  refundable: readonly RefundTicket[],
  named: readonly TicketId[],
): Planned<readonly RefundLine[]> {
  const lines = leftOf(facts).map(({ lineId, left }) => ({ lineId, ...withFee(left, wish.returnsFee) }));
  if (wish.kind === 'amount') return spread(lines, wish.amountMinor);
  const split = lines.map(({ lineId, free, fee }) => {
    const ofLine = refundable.filter(ticket => ticket.lineId === lineId);
    const count = ofLine.filter(({ ticketId }) => named.includes(ticketId)).length;
    const share = (parts: SaleParts) => (wish.kind === 'whole' ? parts : firstOf(parts, count, ofLine.length));
    return { lineId, given: share(free), kept: share(fee) };
  });
  return { kind: 'planned', plan: split };
}

/** What may be given back, and the fee with its tax when that stays with the organizer. */
function withFee(left: SaleParts, returnsFee: boolean): { readonly free: SaleParts; readonly fee: SaleParts } {
  if (returnsFee) return { free: left, fee: noParts };
  const net = left.ticketMinor + left.feeMinor;
  const taxMinor = net === 0 ? left.taxMinor : shareOf(left.taxMinor, left.feeMinor, net);
  const fee = { ticketMinor: 0, feeMinor: left.feeMinor, taxMinor };
  return { free: subtractParts(left, fee), fee };
}

/** An even share for so many tickets of so many: even in what they come to, whatever it is made of. */
function firstOf(parts: SaleParts, count: number, of: number): SaleParts {
  const all = sumOfParts(parts);
  if (count === 0 || all === 0) return noParts;
  const ones = Array.from({ length: of }, () => 1);
  const share = allocate(all, ones)
    .slice(0, count)
    .reduce((sum, one) => sum + one, 0);
  const [ticketMinor = 0, feeMinor = 0, taxMinor = 0] = allocate(share, [
    parts.ticketMinor,
    parts.feeMinor,
    parts.taxMinor,
  ]);
  return { ticketMinor, feeMinor, taxMinor };
}

function spread(
  lines: readonly { readonly lineId: OrderLineId; readonly free: SaleParts }[],
  amountMinor: number,
): Planned<readonly RefundLine[]> {
  const weights = lines.flatMap(({ free }) => [free.ticketMinor, free.feeMinor, free.taxMinor]);
  const leftMinor = weights.reduce((sum, weight) => sum + weight, 0);
  if (amountMinor <= 0) return refused('nothing-to-refund', {});
  if (amountMinor > leftMinor) return refused('refund-too-much', { amountMinor, leftMinor });
  const shares = allocate(amountMinor, weights);
  return {
    kind: 'planned',
    plan: lines.map(({ lineId }, index) => ({
      lineId,
      given: {
        ticketMinor: shares[index * 3] ?? 0,
        feeMinor: shares[index * 3 + 1] ?? 0,
        taxMinor: shares[index * 3 + 2] ?? 0,
      },
      kept: noParts,
    })),
  };
}

/** PR-11: what cannot be paid stays on the line, for the tickets that are left of it; with the last of them it is kept for good. */
function roundedDown(
  lines: readonly RefundLine[],
  step: number,
  over: (lineId: OrderLineId) => boolean,
): readonly RefundLine[] {
  let rest = lines.reduce((sum, line) => sum + sumOfParts(line.given), 0) % step;
  const cut = (minor: number) => {
    const off = Math.min(rest, minor);
    rest -= off;
    return off;
  };
  return lines.map(({ lineId, given, kept }) => {
    const off = {
      ticketMinor: cut(given.ticketMinor),
      feeMinor: cut(given.feeMinor),
      taxMinor: cut(given.taxMinor),
    };
    return { lineId, given: subtractParts(given, off), kept: over(lineId) ? addParts(kept, off) : kept };
  });
}

function partsTaken(line: RefundLine | undefined): number {
  return line === undefined ? 0 : sumOfParts(line.given) + sumOfParts(line.kept);
}

function taken(line: RefundLine): boolean {
  return partsTaken(line) !== 0;
}

function refused(
  code: 'dispute-open' | 'wrong-state' | 'nothing-to-refund' | 'refund-too-much' | 'not-payable',
  facts: Readonly<Record<string, string | number>>,
): { readonly kind: 'refused'; readonly refusal: ReturnType<typeof refusal> } {
  return { kind: 'refused', refusal: refusal(code, facts) };
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate } from '../kernel/allocate.ts';
import type { SaleParts } from '../pricing/sale-parts.ts';
import { appendPostings } from './append-postings.ts';
import type { Movement } from './movement.ts';
import { type Account, type PostingSet, postingsOf } from './postings.ts';

/** What stands on each account; the sum of all is zero at any moment. Accounts that came back to zero are left out. */
function trialBalance(ledger: readonly PostingSet[], currency: string): ReadonlyMap<Account, number> {
  const balances = new Map<Account, number>();
  for (const { account, minor } of ledger.filter(set => set.currency === currency).flatMap(set => set.postings))
    balances.set(account, (balances.get(account) ?? 0) + minor);
  for (const [account, minor] of balances) if (minor === 0) balances.delete(account);
  return balances;
}

const parts: SaleParts = { ticketMinor: 2000, feeMinor: 100, taxMinor: 300 };
const sale: Movement = { kind: 'sale', orderId: 'ord_1', parts };
const paid = (tender: Extract<Movement, { kind: 'payment' }>['tender'], minor = 2400, roundingMinor = 0): Movement => ({
  kind: 'payment',
  paymentId: 'pi_1',
  tender,
  minor,
  roundingMinor,
});

function book(...movements: readonly Movement[]): readonly PostingSet[] {
  return movements.reduce<readonly PostingSet[]>((ledger, movement) => {
    const planned = appendPostings(ledger, postingsOf(movement, 'EUR'));
    if (planned.kind === 'refused') throw planned.refusal;
    return planned.plan;
  }, []);
}

const balances = (...movements: readonly Movement[]) => Object.fromEntries(trialBalance(book(...movements), 'EUR'));

describe('[LE-1] movements', () => {
  test('a sale is owed by the buyer until it is paid', () => {
    expect(balances(sale)).toEqual({ buyer: 2400, 'ticket-sales': -2000, 'service-fees': -100, tax: -300 });
    expect(balances(sale, paid('provider'))).not.toHaveProperty('buyer');
  });
  test('what the provider keeps is no longer in its balance', () => {
    const fee: Movement = { kind: 'provider-fee', chargeId: 'ch_1', minor: 60 };
    expect(balances(sale, paid('provider'), fee)).toMatchObject({ 'provider-balance': 2340, 'provider-fees': 60 });
  });
  test('cash lies in the drawer of its shift, rounding beside it', () => {
    const tender = { cashDrawer: 'sft_1' };
    expect(balances(sale, paid(tender, 2400, 2))).toMatchObject({ 'cash-drawer:sft_1': 2402, rounding: -2 });
    expect(balances(sale, paid('external-terminal'))).toMatchObject({ 'external-terminal': 2400 });
  });
  test('a drawer starts with its float, gives drops to the safe, and is empty once counted', () => {
    const shiftId = 'sft_1';
    const tender = { cashDrawer: shiftId };
    const evening: readonly Movement[] = [
      { kind: 'float', shiftId, minor: 10_000 },
      sale,
      paid(tender),
      { kind: 'drop', dropId: 'drp_1', shiftId, minor: 5_000 },
      { kind: 'pay-out', payOutId: 'pay_1', shiftId, minor: 400 },
    ];
    expect(balances(...evening)).toMatchObject({ 'cash-drawer:sft_1': 7_000, safe: -5_000, 'pay-outs': 400 });
    const closed: Movement = { kind: 'shift-closed', shiftId, expectedMinor: 7_000, countedMinor: 6_950 };
    expect(balances(...evening, closed)).toMatchObject({ safe: 1_950, 'over-short': 50 });
    expect(balances(...evening, closed)).not.toHaveProperty('cash-drawer:sft_1');
  });
  test('what is given away is shown as sold and as given', () => {
    expect(balances({ kind: 'comp', orderId: 'ord_2', waivedMinor: 2400 })).toEqual({
      'ticket-sales': -2400,
      complimentary: 2400,
    });
  });
});

test('[LE-1] a cause posts once; another movement under its name is refused', () => {
  const once = book(sale);
  expect(appendPostings(once, postingsOf(sale, 'EUR'))).toEqual({ kind: 'planned', plan: once });
  const other = postingsOf({ ...sale, parts: { ...parts, taxMinor: 1 } }, 'EUR');
  expect(appendPostings(once, other)).toMatchObject({
    refusal: { code: 'repeat-differs', facts: { cause: 'sale:ord_1' } },
  });
  expect(appendPostings(once, postingsOf(sale, 'USD'))).toMatchObject({ kind: 'refused' });
});

describe('[LE-3] a refund', () => {
  const refund: Movement = { kind: 'refund', refundId: 're_1', tender: 'provider', parts };
  const fee: Movement = { kind: 'provider-fee', chargeId: 'ch_1', minor: 60 };
  test('takes back what the sale booked; the provider’s fee stays booked', () => {
    expect(balances(sale, paid('provider'), fee, refund)).toEqual({ 'provider-balance': -60, 'provider-fees': 60 });
  });
  const owed: Movement = { kind: 'refund-owed', refundId: 're_1', parts };
  const paidOut: Movement = { kind: 'refund-paid', refundId: 're_1', minor: 2400, feeMinor: 0, platformMinor: -90 };
  test('is owed to the buyer until the provider has paid it; the platform’s fee comes back when it is returned', () => {
    const taken: Movement = { kind: 'provider-fee', chargeId: 'ch_1', minor: 60, platformMinor: 90 };
    expect(balances(sale, paid('provider'), taken, owed)).toMatchObject({ buyer: -2400, 'platform-fees': 90 });
    expect(balances(sale, paid('provider'), taken, owed, paidOut)).toEqual({
      'provider-balance': -60,
      'provider-fees': 60,
    });
  });
  test('that failed leaves the buyer a claim until someone acts', () => {
    const failed: Movement = { kind: 'refund-failed', refundId: 're_1', minor: 2400, feeMinor: 0, platformMinor: 90 };
    expect(balances(sale, paid('provider'), owed, paidOut, failed)).toEqual({
      'provider-balance': 2400,
      buyer: -2400,
    });
  });
});

test('[LE-7] a failed refund that was settled another way leaves no claim: paid out of the bank, or kept as unclaimed', () => {
  const owed: Movement = { kind: 'refund-owed', refundId: 're_1', parts };
  const settled = (settledAs: 'paid-outside' | 'written-off'): Movement => ({
    kind: 'claim-settled',
    refundId: 're_1',
    minor: 2400,
    settledAs,
  });
  expect(balances(sale, paid('provider'), owed, settled('paid-outside'))).toEqual({
    'provider-balance': 2400,
    bank: -2400,
  });
  expect(balances(sale, paid('provider'), owed, settled('written-off'))).toEqual({
    'provider-balance': 2400,
    unclaimed: -2400,
  });
});

describe('[LE-4] a dispute', () => {
  const line = (lineId: string, minor: number, feeMinor: number): Movement => ({
    kind: 'dispute-line',
    disputeId: 'dp_1',
    lineId,
    minor,
    feeMinor,
    platformMinor: 0,
  });
  const withdrawn = line('txn_1', -2400, 1500);
  const closed = (lines: number, minor: number, claimMinor = 0): Movement => ({
    kind: 'dispute-closed',
    disputeId: 'dp_1',
    lines,
    minor,
    claimMinor,
  });
  test('takes the sum and a fee out of the provider’s balance', () => {
    expect(balances(sale, paid('provider'), withdrawn)).toMatchObject({ disputes: 2400, 'provider-balance': -1500 });
  });
  test('won, the sum comes back and none is open; the fee with it when the provider says so', () => {
    const won = balances(sale, paid('provider'), withdrawn, line('txn_2', 2400, -1500));
    expect(won).toEqual(balances(sale, paid('provider')));
  });
  test('lost, it is a loss and none is open; won on appeal, the loss is taken back', () => {
    const lost = balances(sale, paid('provider'), withdrawn, closed(1, 2400));
    expect(lost).toMatchObject({ 'dispute-losses': 2400, 'provider-fees': 1500 });
    expect(lost).not.toHaveProperty('disputes');
    const appealed = [closed(1, 2400), line('txn_2', 2400, 0), closed(2, -2400)];
    const after = balances(sale, paid('provider'), withdrawn, ...appealed);
    expect(after).not.toHaveProperty('disputes');
    expect(after).not.toHaveProperty('dispute-losses');
  });
  test('lost before a refund was heard of, it pays so much less of what is owed to the buyer', () => {
    const refunds: readonly Movement[] = [
      { kind: 'refund-owed', refundId: 're_1', parts },
      { kind: 'refund-paid', refundId: 're_2', minor: 400, feeMinor: 0, platformMinor: 0 },
    ];
    const corrected: Movement = { kind: 'dispute-claim', disputeId: 'dp_1', lineId: 'txn_2', claimMinor: -400 };
    const late = balances(sale, paid('provider'), ...refunds, withdrawn, closed(1, 2400, 2400), corrected);
    expect(late).toEqual(balances(sale, paid('provider'), ...refunds, withdrawn, closed(1, 2400, 2000)));
  });
  test('lost, it pays what was owed to the buyer anyway', () => {
    const owed: Movement = { kind: 'refund-owed', refundId: 're_1', parts };
    const after = balances(sale, paid('provider'), owed, withdrawn, closed(1, 2400, 2400));
    expect(after).toEqual({ 'provider-balance': -1500, 'provider-fees': 1500 });
  });
});

const minor = fc.nat({ max: 1_000_000 });
const anyParts = fc.record({ ticketMinor: minor, feeMinor: minor, taxMinor: minor });
const refundShares = fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 4 });

test('[LE-1] whatever is booked, every set and the whole ledger sum to zero', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyParts, minor, minor, refundShares), { maxLength: 8 }), orders => {
      const movements = orders.flatMap(([sold, fee, dispute, shares], index): Movement[] => {
        const owed = sold.ticketMinor + sold.feeMinor + sold.taxMinor;
        const pieces = {
          ticketMinor: allocate(sold.ticketMinor, shares),
          feeMinor: allocate(sold.feeMinor, shares),
          taxMinor: allocate(sold.taxMinor, shares),
        };
        return [
          { kind: 'sale', orderId: `o${index}`, parts: sold },
          { kind: 'payment', paymentId: `p${index}`, tender: 'provider', minor: owed, roundingMinor: 0 },
          { kind: 'provider-fee', chargeId: `c${index}`, minor: fee },
          {
            kind: 'dispute-line',
            disputeId: `d${index}`,
            lineId: '1',
            minor: -dispute,
            feeMinor: fee,
            platformMinor: 0,
          },
          {
            kind: 'dispute-line',
            disputeId: `d${index}`,
            lineId: '2',
            minor: dispute,
            feeMinor: -fee,
            platformMinor: 0,
          },
          ...shares.map(
            (_, part): Movement => ({
              kind: 'refund',
              refundId: `r${index}.${part}`,
              tender: 'provider',
              parts: {
                ticketMinor: pieces.ticketMinor[part] ?? 0,
                feeMinor: pieces.feeMinor[part] ?? 0,
                taxMinor: pieces.taxMinor[part] ?? 0,
              },
            }),
          ),
        ];
      });
      const ledger = book(...movements, ...movements);
      for (const set of ledger) expect(set.postings.reduce((sum, posting) => sum + posting.minor, 0)).toBe(0);
      const fees = orders.reduce((sum, [, fee]) => sum + fee, 0);
      const left = fees === 0 ? {} : { 'provider-balance': -fees, 'provider-fees': fees };
      expect(Object.fromEntries(trialBalance(ledger, 'EUR'))).toEqual(left);
    }),
  );
});

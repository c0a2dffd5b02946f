import { allOf, foreignIntents, inOurs } from './at-provider.ts';
import type { Fail } from './check-money.ts';
import type { Rows } from './load-rows.ts';
import { labelOf, type MoneyOrg, type MoneyWorld } from './money-world.ts';

/** M7 and M8: the books are zero, equal the provider's to the cent, and name the cause of each of its lines. */
export function checkBooks(world: MoneyWorld, org: MoneyOrg, rows: Rows, fail: Fail) {
  const { simulator } = world;
  const foreign = foreignIntents(simulator, org.account);
  for (const cause of rows.unbalanced) fail('M7', `${cause} does not sum to zero`);
  const total = rows.books.reduce((sum, { minor }) => sum + minor, 0);
  if (total !== 0) fail('M7', `the trial balance is ${total}`);
  const wrong = rows.books.filter(({ currency }) => currency !== org.currency);
  for (const { account, currency } of wrong) fail('M7', `${account} has postings in ${currency}`);
  const inBooks = (account: string) => rows.books.find(book => book.account === account)?.minor ?? 0;

  const known = new Map(rows.lines.map(line => [line.id, line]));
  const foreignCharges = new Set(
    allOf(simulator, org.account, 'charge')
      .filter(({ payment_intent: intent }) => foreign.has(String(intent)))
      .map(({ id }) => id),
  );
  let foreignMinor = 0;
  let provider = 0;
  for (const line of allOf(simulator, org.account, 'balance_transaction')) {
    const net = inOurs(org.currency, line.net);
    provider += net;
    const ours = known.get(line.id);
    if (foreignCharges.has(String(line.source))) {
      foreignMinor += net;
      if (ours?.explained === true)
        fail('M8', `${line.id} is no sale of ours and counts as explained by ${ours.cause}`);
      continue;
    }
    if (ours === undefined) fail('M8', `the line ${line.id} of ${String(line.reporting_category)} was never seen`);
    else if (!ours.explained || !ours.known)
      fail('M8', `the line ${line.id} of ${String(line.reporting_category)} has no cause: ${ours.cause}`);
    else if (ours.net !== net) fail('M8', `the line ${line.id} is ${net}, ours ${ours.net}`);
  }
  const ledger = inBooks('provider-balance');
  if (ledger + foreignMinor !== provider)
    fail('M7', `the ledger has ${ledger} (and ${foreignMinor} foreign), the provider ${provider}`);
  if (inBooks('disputes') !== openDisputeMinor(world, org)) fail('M7', `disputes: ${inBooks('disputes')}`);
  checkClaims(world, rows, fail);
  return { currency: org.currency, ledger: ledger + foreignMinor, provider };
}

/** What banks hold back while they decide. */
function openDisputeMinor({ simulator }: MoneyWorld, org: MoneyOrg): number {
  return allOf(simulator, org.account, 'dispute')
    .filter(({ status }) => !['won', 'lost', 'warning_closed', 'prevented'].includes(String(status)))
    .reduce((sum, dispute) => {
      const lines = dispute.balance_transactions as readonly { readonly amount: number }[];
      return sum - lines.reduce((part, { amount }) => part + inOurs(org.currency, amount), 0);
    }, 0);
}

/** What a buyer has to get back is what was promised and did not arrive, and nothing of a payment that a bank took for them. */
function checkClaims(world: MoneyWorld, { orders, payments }: Rows, fail: Fail): void {
  for (const { orderId, owes, booked } of orders) {
    const mine = payments.filter(payment => payment.orderId === orderId);
    const expected = mine.reduce((sum, { claimed, arrived, lostDisputes }) => {
      // Banks take the whole payment, which no claim is beyond.
      return sum + (lostDisputes > 0 ? Math.max(0, arrived - claimed) : arrived - claimed);
    }, 0);
    if (owes !== expected)
      fail('M7', `${labelOf(world, orderId)} owes ${owes} by the books and not ${expected}: ${booked}`);
  }
}

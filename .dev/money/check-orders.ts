import type { Fail } from './check-money.ts';
import type { OrderRow, Rows } from './load-rows.ts';
import { labelOf, type MoneyWorld } from './money-world.ts';

const final = ['paid', 'partly-refunded', 'refunded', 'lapsed', 'cancelled'];
const sold = ['paid', 'partly-refunded', 'refunded'];
const keeping = ['fulfilled', 're-seated'];

/** M2 to M5: orders, their tickets and their payments agree. */
export function checkOrders(world: MoneyWorld, rows: Rows, fail: Fail): void {
  for (const order of rows.orders) checkOrder(world, order, rows, fail);
  for (const { name, sold: counted, held, taken, capacity } of rows.pools) {
    if (counted !== taken) fail('M1', `pool ${name} counts ${counted} sold, ${taken} tickets are good`);
    if (held !== 0) fail('M1', `pool ${name} still holds ${held}`);
    if (taken > capacity) fail('M1', `pool ${name} has ${taken} good tickets of ${capacity} places`);
  }
  for (const { entryId, state, isOver } of rows.waiting)
    if (state === 'offered' && isOver) fail('M2', `the offer ${entryId} never ended`);
  if (rows.heldPlaces > 0) fail('M2', `${rows.heldPlaces} holds never ended`);
}

function checkOrder(world: MoneyWorld, order: OrderRow, rows: Rows, fail: Fail): void {
  const { orderId, state, wanted, valid, issued, disputedTickets, openDisputes, lostDisputes } = order;
  const label = labelOf(world, orderId);
  if (!final.includes(state)) fail('M2', `${label} ends as ${state}`);
  const mine = rows.payments.filter(payment => payment.orderId === orderId);
  const kept = mine.filter(({ settled }) => settled !== null && keeping.includes(settled));
  const isSold = sold.includes(state);
  if (kept.length !== (isSold ? 1 : 0)) fail('M5', `${label} is ${state} with ${kept.length} payments kept`);
  if (order.confirmations !== (isSold ? 1 : 0))
    fail('M9', `${label} is ${state}, confirmed ${order.confirmations} times`);
  if (issued !== (isSold ? wanted : 0)) fail('M3', `${label} is ${state} with ${issued} tickets of ${wanted}`);
  if (state === 'paid' && lostDisputes === 0 && valid !== wanted)
    fail('M3', `${label} is paid, ${valid} of ${wanted} are good`);
  if (state === 'refunded' && valid !== 0) fail('M3', `${label} is refunded, ${valid} tickets are good`);
  if (lostDisputes > 0 && valid > 0) fail('M4', `${label} lost a dispute, ${valid} tickets are good`);
  const frozen = openDisputes > 0 ? issued : 0;
  if (disputedTickets !== frozen)
    fail('M4', `${label} has ${openDisputes} open disputes, ${disputedTickets} frozen tickets`);
  for (const payment of mine) {
    const { paymentId, settled, amount, decided, arrived, waitingFailed, adopted } = payment;
    if (['intended', 'open', 'processing'].includes(payment.state))
      fail('M5', `${label}: ${paymentId} stays ${payment.state}`);
    if ((payment.state === 'succeeded') !== (settled !== null))
      fail('M5', `${label}: ${paymentId} is ${payment.state}, settled ${settled}`);
    if (decided - adopted > amount) fail('M6', `${label}: ${decided} given back of ${amount}`);
    if (arrived > amount) fail('M6', `${label}: ${arrived} arrived back of ${amount}`);
    if (payment.tookBack > 0 && !kept.includes(payment))
      fail('M6', `${label}: a sale was taken back on ${paymentId}, which bought nothing: ${settled}`);
    if (settled !== null && !keeping.includes(settled) && decided - adopted !== amount)
      fail('M5', `${label}: ${paymentId} was ${settled}, ${decided} of ${amount} goes back`);
    if (waitingFailed === 0 && decided !== arrived && payment.openDisputes + payment.lostDisputes === 0)
      fail('M6', `${label}: ${decided} was to go back, ${arrived} did, nothing waits: ${refundsOf(rows, paymentId)}`);
  }
}

function refundsOf({ refunds }: Rows, paymentId: string): string {
  return refunds
    .filter(refund => refund.paymentId === paymentId)
    .map(
      ({ amount, state, providerRefundId, retryOf }) =>
        `${amount} ${state} ${providerRefundId}${retryOf ? ' again' : ''}`,
    )
    .join(', ');
}

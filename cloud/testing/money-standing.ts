import type { OrderId } from '#shared/kernel/ids.ts';
import { getOrder } from '../services/orders/get-order.ts';
import { listPayments } from '../services/payments/list-payments.ts';
import type { TestApp } from './app.ts';

/** How an order of organization A, its places and its money stand, in a form that tests compare whole. */
export function moneyStanding(cloud: TestApp) {
  const ctx = () => cloud.ctx(cloud.a);
  return {
    /** Its state, how many valid tickets, how each payment ended, what was given back. */
    async standing(orderId: OrderId) {
      const order = await getOrder(ctx(), orderId);
      const payments = await listPayments(ctx(), orderId);
      const { rows } = await cloud.root.query(
        'select kind, amount_minor::int as minor from app.refunds where order_id = $1',
        [orderId],
      );
      return {
        state: order.state,
        tickets: order.tickets.filter(ticket => ticket.state === 'valid').length,
        payments: payments.map(({ state, settled }) => settled ?? state),
        refunds: rows.map(({ kind, minor }) => `${kind} ${minor}`),
      };
    },
    async pool(poolId: string): Promise<unknown> {
      return (await cloud.root.query('select sold, held from app.pools where pool_id = $1', [poolId])).rows[0];
    },
    /** What the order left on each account of the ledger. */
    async balances(orderId: OrderId): Promise<Readonly<Record<string, number>>> {
      const { rows } = await cloud.root.query(
        `select account, sum(amount_minor)::int as minor from app.ledger_postings p join app.ledger_groups g using (org_id, cause)
         where g.order_id = $1 group by account having sum(amount_minor) <> 0 order by account`,
        [orderId],
      );
      return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]));
    },
  };
}

import { randomBytes } from 'node:crypto';
import { mintId, type TierId } from '#shared/kernel/ids.ts';

let count = 0;

/** What a buyer sends: so many tickets, a name and an address of their own; as a form and as data. */
export type BuyerOrder = { readonly tickets: number; readonly form: string; readonly json: string };

export function buyerOrder(tierId: TierId, tickets: number): BuyerOrder {
  count += 1;
  const orderId = mintId('OrderId', randomBytes);
  const buyer = { name: `Buyer ${count}`, email: `buyer.${process.pid}.${count}@example.org`, language: 'de' };
  const wanted = Array.from({ length: tickets }, () => ({ tierId }));
  return {
    tickets,
    form: new URLSearchParams({ orderId, name: buyer.name, email: buyer.email }).toString(),
    json: JSON.stringify({ orderId, tickets: wanted, buyer }),
  };
}

/** The same, minted before the clock runs, so that the load costs little while it does. */
export function buyerOrders(tierId: TierId, howMany: number, ticketsOf: (index: number) => number): BuyerOrder[] {
  return Array.from({ length: howMany }, (_, index) => buyerOrder(tierId, ticketsOf(index)));
}

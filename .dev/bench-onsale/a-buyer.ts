import { randomBytes } from 'node:crypto';
import { mintId, type TierId } from '#shared/kernel/ids.ts';

let count = 0;

/** What a buyer sends: so many tickets, a name and an address of their own. */
export function orderBody(tierId: TierId, tickets: number): string {
  count += 1;
  const wanted = Array.from({ length: tickets }, () => ({ tierId }));
  return JSON.stringify({
    orderId: mintId('OrderId', randomBytes),
    tickets: wanted,
    buyer: { name: `Buyer ${count}`, email: `buyer.${count}@example.org`, language: 'de' },
  });
}

/** The same, minted before the clock runs, so that the load costs little while it does. */
export function orderBodies(tierId: TierId, howMany: number, ticketsOf: (index: number) => number): string[] {
  return Array.from({ length: howMany }, (_, index) => orderBody(tierId, ticketsOf(index)));
}

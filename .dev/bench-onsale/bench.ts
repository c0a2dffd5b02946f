import type { Report } from '../bench-door/report.ts';
import type { CloudProcess, OtherProcess } from '../door/cloud-process.ts';
import type { BuyerOrder } from './a-buyer.ts';
import type { LoadRequest } from './http-load.ts';
import type { Sale, Seller } from './seed-sale.ts';

/** What the parts of the bench share. */
export type Bench = {
  readonly report: Report;
  readonly cloud: CloudProcess;
  /** The same orders taken in other ways, for comparison. */
  readonly rivals: OtherProcess;
  readonly seller: Seller;
  readonly quiet: Seller;
  readonly seconds: number;
  readonly quick: boolean;
};

/** The ways to take an order, each with where it is asked for. */
export const ways = {
  combined: 'as Foyer does, waiting orders together',
  locked: 'one advisory lock per order',
  raw: 'raw inserts, no rules',
} as const;
export type Way = keyof typeof ways;

/** Ours is the checkout of the shop, as a browser without scripts sends it; it answers 303 to where the buyer pays. */
export function placing(bench: Bench, way: Way, seller: Seller, sale: Sale) {
  if (way === 'combined') {
    const path = `/o/${seller.slug}/events/${sale.eventId}/checkout?n1=`;
    return {
      url: bench.cloud.url,
      request: (order: BuyerOrder): LoadRequest => ({
        method: 'POST',
        path: `${path}${order.tickets}`,
        body: order.form,
        form: true,
      }),
    };
  }
  const path = `/${way}/${seller.orgId}/${sale.eventId}`;
  return {
    url: bench.rivals.url,
    request: (order: BuyerOrder): LoadRequest => ({ method: 'POST', path, body: order.json }),
  };
}

/** Places were held: what the shop and what the rivals answer then. */
export function isHeld(status: number): boolean {
  return status === 303 || status === 201;
}

import type { Report } from '../bench-door/report.ts';
import type { CloudProcess, OtherProcess } from '../door/cloud-process.ts';
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

export function placing(bench: Bench, way: Way, seller: Seller, sale: Sale) {
  const url = bench.rivals.url;
  const path = `/${way}/${seller.orgId}/${sale.eventId}`;
  return { url, request: (body: string): LoadRequest => ({ method: 'POST', path, body }) };
}

import type { TierId } from '#shared/kernel/ids.ts';
import { buyerOrders } from './a-buyer.ts';
import { runLoad } from './http-load.ts';

/** Buyers of the quiet organization in a process of their own: those of the rush, who use a processor up, must not hold their clock. */
export type QuietBuyers = {
  readonly url: string;
  /** Where they order; the number of tickets goes behind it. */
  readonly path: string;
  readonly tierId: TierId;
  readonly seconds: number;
  readonly perSecond: number;
};

process.once('message', (message: unknown) => void serve(message as QuietBuyers));

async function serve({ url, path, tierId, seconds, perSecond }: QuietBuyers): Promise<void> {
  const orders = buyerOrders(tierId, seconds * perSecond, () => 2);
  const result = await runLoad({
    url,
    connections: 4,
    perSecond,
    secondsMax: seconds,
    next: () => {
      const order = orders.pop();
      return order === undefined
        ? null
        : { method: 'POST', path: `${path}${order.tickets}`, body: order.form, form: true };
    },
  });
  process.send?.(result, () => process.disconnect());
}

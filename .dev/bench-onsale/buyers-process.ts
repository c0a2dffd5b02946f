import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import type { TierId } from '#shared/kernel/ids.ts';
import { buyerOrders } from './a-buyer.ts';
import { runLoad } from './http-load.ts';

/** Buyers in a process of their own, so that those of one organization do not hold the clock of another's. */
export type Buyers = {
  readonly url: string;
  /** Where they order; the number of tickets goes behind it. */
  readonly path: string;
  readonly tierId: TierId;
  readonly connections: number;
  readonly orders: number;
  /** Left out: as fast as they are answered, and behind everybody else who wants a processor. Buyers bring their own. */
  readonly perSecond?: number;
};

process.once('message', (message: unknown) => void serve(message as Buyers));
// Whoever started them is gone.
process.once('disconnect', () => process.exit());

async function serve({ url, path, tierId, connections, orders, perSecond }: Buyers): Promise<void> {
  if (perSecond === undefined) standBehind();
  const bodies = buyerOrders(tierId, orders, () => 2);
  let over = false;
  process.once('message', () => {
    over = true;
  });
  process.send?.('ready');
  const result = await runLoad({
    url,
    connections,
    ...(perSecond === undefined ? {} : { perSecond }),
    next: () => {
      const order = over ? undefined : bodies.pop();
      return order === undefined
        ? null
        : { method: 'POST', path: `${path}${order.tickets}`, body: order.form, form: true };
    },
  });
  process.send?.(result);
}

/** Linux shares processors between sessions first and between processes after it; elsewhere the first is not there to be set. */
function standBehind(): void {
  setPriority(constants.priority.PRIORITY_LOW);
  try {
    writeFileSync('/proc/self/autogroup', String(constants.priority.PRIORITY_LOW));
  } catch {}
}

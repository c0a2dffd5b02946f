import type { PaymentProvider } from '../../cloud/services/payment-provider.ts';
import type { MortalProcess } from './mortal-process.ts';

/** What happens around each call that a process makes to the payment provider. */
export type Watch = {
  /** A call was made inside a transaction: rows only, effects out. */
  readonly complain: (what: string) => void;
  /** The rest of the world moves on while the answer is on its way. */
  readonly meanwhile: (call: string) => Promise<void>;
  /** Whether the process dies with the answer in its hands. */
  readonly dies: () => boolean;
};

/** The provider as one process calls it. The answer arrives in a world that may have moved on, or never does. */
export function watchedProvider(
  provider: () => PaymentProvider,
  process: MortalProcess,
  watch: () => Watch,
): PaymentProvider {
  const before = (name: string) => {
    if (process.dead) process.die();
    if (process.lent > 0) watch().complain(`${process.name} calls ${name} inside a transaction`);
  };
  const after = async (name: string) => {
    await watch().meanwhile(name);
    if (process.dead || watch().dies()) process.die();
  };
  return new Proxy({} as PaymentProvider, {
    get(_target, key) {
      const real = provider();
      const value: unknown = Reflect.get(real, key);
      const name = String(key);
      if (typeof value !== 'function' || name === 'readWebhook') return value;
      const call = value.bind(real) as (...args: unknown[]) => unknown;
      if (lists.has(name))
        return (...args: unknown[]) =>
          iterated(
            () => before(name),
            () => call(...args),
            () => after(name),
          );
      return async (...args: unknown[]) => {
        before(name);
        const known = await call(...args);
        await after(name);
        return known;
      };
    },
  });
}

const lists = new Set(['balanceLines', 'payments', 'refunds', 'disputes', 'undelivered']);

async function* iterated(before: () => void, call: () => unknown, after: () => Promise<void>): AsyncIterable<unknown> {
  before();
  // Those that are lists by the port's own types.
  yield* call() as AsyncIterable<unknown>;
  await after();
}

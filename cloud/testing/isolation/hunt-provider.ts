import { createHash } from 'node:crypto';
import { simulatorKey, startStripeSimulator } from '#fixtures/simulators/stripe/testing.ts';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import { createStripeProvider } from '../../gateways/stripe/create-stripe-provider.ts';
import type { PaymentProvider } from '../../services/payment-provider.ts';

/** The payment provider of every cloud of a hunt: one world outside, as in life, whoever's database is asked. */
export async function huntProvider(): Promise<AsyncDisposable & { readonly payments: PaymentProvider }> {
  const simulator = await startStripeSimulator();
  let minted = 0;
  // Ids of the shape of ours, so that the hunt knows them again wherever they turn up.
  simulator.world.mint = prefix => {
    minted += 1;
    const bytes = createHash('sha256').update(`${prefix} ${minted}`).digest().subarray(0, 16);
    return `${prefix}_${encodeBase32(bytes)}`;
  };
  const payments = createStripeProvider({
    secretKey: simulatorKey,
    publishableKey: 'pk_test_simulated',
    webhookSecrets: { snapshot: ['whsec_snapshot'], thin: ['whsec_thin'] },
    base: new URL(simulator.url),
    now: Date.now,
  });
  return { payments, [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose]() };
}

import { isRefusal } from '#shared/kernel/refusal.ts';
import { isProviderError } from '../../cloud/services/payment-provider.ts';
import type { Side } from './money-cloud.ts';
import { isCutOff } from './mortal-process.ts';

/** What a person asked of the cloud may be refused, be cut off, or fail with the provider; anything else is a fault of ours. */
export async function inCloud({ process }: Side, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    if (isCutOff(error)) return 'cut off';
    if (isProviderError(error)) return `provider ${error.kind}`;
    throw error;
  } finally {
    // Somebody starts it again.
    process.dead = false;
  }
}

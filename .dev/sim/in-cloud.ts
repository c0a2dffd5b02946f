import { isRefusal } from '#shared/kernel/refusal.ts';
import { isCutOff } from './sim-pool.ts';

/** What a person asked of the cloud may be refused, or be cut off with it; anything else is a fault of ours. */
export async function inCloud(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    if (isCutOff(error)) return 'cut off';
    throw error;
  }
}

import { createHmac } from 'node:crypto';
import type { Config } from './read-config.ts';

/** What signs the addresses of orders: made from the one secret, and no use for anything else. */
export function linkSecret({ secret }: Pick<Config, 'secret'>): Uint8Array {
  return createHmac('sha256', secret).update('addresses of orders').digest();
}

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { mintId, type RandomBytes } from '#shared/kernel/ids.ts';
import type { SecretStore, StationStore } from './ports.ts';

/** What the demo, or somebody who sets up many stations, may leave in a data folder: `start-paired.json`. */
export const startPairedSchema = z.object({ cloudUrl: z.url(), deviceToken: z.string().min(20) });

/** Takes over a device token that was made elsewhere, once: it goes into the secrets and the file goes. The cloud then says whose it is. */
export async function pairFromFile(input: {
  readonly folder: string;
  readonly store: StationStore;
  readonly secrets: SecretStore;
  readonly randomBytes: RandomBytes;
}): Promise<void> {
  const file = path.join(input.folder, 'start-paired.json');
  if (!existsSync(file)) return;
  const { cloudUrl, deviceToken } = startPairedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const tokenName = `device-${mintId('JournalId', input.randomBytes)}`;
  await input.secrets.write(tokenName, deviceToken);
  input.store.settings.write('adoption', { cloudUrl: new URL(cloudUrl).origin, tokenName });
  rmSync(file);
}

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { mintId, type RandomBytes } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { stationScopeSchema } from '#shared/sync/protocol.ts';
import type { SyncStore } from './mirror-ports.ts';
import type { SecretStore } from './ports.ts';

/** What somebody who sets up many stations, or the demo, may leave in a data folder: `paired.json`. */
export const pairedFileSchema = z.object({
  cloudUrl: z.url(),
  deviceToken: z.string().min(20),
  scope: stationScopeSchema,
});
export type PairedFile = z.infer<typeof pairedFileSchema>;

/** Takes over a pairing that was made elsewhere, once: the token goes into the secrets and the file goes. A paired station stays as it is. */
export async function pairFromFile(input: {
  readonly folder: string;
  readonly sync: SyncStore;
  readonly secrets: SecretStore;
  readonly now: () => Instant;
  readonly randomBytes: RandomBytes;
}): Promise<void> {
  const file = path.join(input.folder, 'paired.json');
  if (!existsSync(file)) return;
  const { store, mirror } = input.sync;
  const { cloudUrl, deviceToken, scope } = pairedFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const known = store.settings.read('identity');
  if (known === null || known.revoked) {
    const journalId = mintId('JournalId', input.randomBytes);
    const tokenName = `device-${journalId}`;
    await input.secrets.write(tokenName, deviceToken);
    store.transaction(() => {
      store.settings.write('identity', { scope, cloudUrl: new URL(cloudUrl).origin, tokenName, revoked: false });
      store.settings.write('stationName', scope.stationName);
      store.journal.start({ journalId, tokenName, scope, cloudUrl: new URL(cloudUrl).origin, at: input.now() });
      mirror.setScope(scope.eventIds);
    });
  }
  rmSync(file);
}

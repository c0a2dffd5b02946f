import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readStationMigrations } from '../store/migrate.ts';
import { openStore } from '../store/open-store.ts';
import { fetchCloud } from '../sync/fetch-cloud.ts';
import { createSyncEngine } from '../sync/sync-engine.ts';
import { createStation, type StationApp } from './create-station.ts';
import { fileSecrets } from './file-secrets.ts';
import { folderScreens } from './folder-screens.ts';
import { nodeClock } from './node-clock.ts';
import { sha256Hex, verifyPin } from './node-platform.ts';
import { pairFromFile } from './pair-from-file.ts';
import type { SecretStore } from './ports.ts';
import { stoppableClock } from './stoppable-clock.ts';
import { makeVerifyEd25519 } from './verify-ed25519.ts';

export type StationOptions = {
  /** Roster, journal and secrets live here. */
  readonly dataDir: string;
  /** The built screens. */
  readonly screensDir: string;
  /** Steps of the file's schema; beside the program by default. */
  readonly migrationsDir?: string;
  /** The operating system's own store where a shell has one. */
  readonly secrets?: SecretStore;
  readonly version?: string;
  readonly report?: (fault: unknown, doing: string) => void;
};
export type RunningStation = StationApp & { readonly close: () => Promise<void> };

/** A station on this machine: file, secrets, clock and cloud put together. The one place that does, for the loopback server and Electron. */
export async function composeStation(options: StationOptions): Promise<RunningStation> {
  const { dataDir } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const report = options.report ?? ((fault, doing) => console.error(`station: ${doing}:`, fault));
  const secrets = options.secrets ?? fileSecrets(path.join(dataDir, 'secrets'));
  const migrationsDir = options.migrationsDir ?? path.resolve(import.meta.dirname, '../../migrations/station');
  const opened = openStore({
    file: path.join(dataDir, 'station.db'),
    migrations: readStationMigrations(migrationsDir),
    sha256: sha256Hex,
    now: nodeClock.now,
    randomBytes,
  });
  await pairFromFile({ folder: dataDir, store: opened.store, secrets, randomBytes });
  const engine = createSyncEngine({
    sync: opened,
    cloud: fetchCloud({ fetch, now: nodeClock.now, timeoutMs: 30_000, silenceMs: 45_000 }),
    secrets,
    clock: nodeClock,
    randomBytes,
    chance: Math.random,
    breathe: async () => {
      await setImmediate();
    },
    report,
  });
  const clock = stoppableClock(nodeClock);
  const app = createStation({
    store: opened.store,
    sync: engine.port,
    clock,
    randomBytes,
    verifyEd25519: makeVerifyEd25519(),
    verifyPin,
    screens: folderScreens(options.screensDir),
    version: options.version ?? '0.1.0',
    report,
  });
  const loop = engine.run();
  return {
    fetch: app.fetch,
    close: async () => {
      await loop.stop();
      clock.stop();
      opened.close();
    },
  };
}

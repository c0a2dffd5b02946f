import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { throwAwayDatabases } from '../postgres/throw-away-databases.ts';
import type { SimPlace } from './run-seed.ts';
import { SimCloud } from './sim-cloud.ts';

export type OpenSimPlace = SimPlace & {
  /** Now and then: fresh statistics, or the planner takes a table of thousands for an empty one. */
  readonly tidy: () => Promise<void>;
  readonly drop: () => Promise<void>;
  /** Played here so far. */
  seeds: number;
};
export type SimPlaces = { readonly places: readonly OpenSimPlace[]; readonly close: () => Promise<void> };

/** A throw-away Postgres with a database for each place, and folders for the stations' files, in memory where the machine has a place for that. */
export async function openSimPlaces(count: number): Promise<SimPlaces> {
  const databases = await throwAwayDatabases(path.resolve(import.meta.dirname, '../../migrations/cloud'));
  const memory = '/dev/shm';
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'foyer-sim-'));
  const places: OpenSimPlace[] = [];
  for (let n = 0; n < count; n++) {
    const database = await databases.create();
    const root = database.pool('postgres');
    const app = database.pool('foyer_app');
    await root.query(`insert into app.installation (installation_id) values ('simulation') on conflict do nothing`);
    places.push({
      cloud: new SimCloud(root, app),
      folder: mkdtempSync(path.join(folder, 'place-')),
      tidy: async () => {
        await root.query('analyze');
      },
      drop: () => database.drop(),
      seeds: 0,
    });
  }
  return {
    places,
    close: async () => {
      for (const { drop } of places) await drop();
      await databases.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

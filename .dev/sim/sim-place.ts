import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { throwAwayDatabases } from '../isolation-databases.ts';
import type { SimPlace } from './run-seed.ts';
import { SimCloud } from './sim-cloud.ts';

export type OpenSimPlace = SimPlace & {
  /** Now and then: fresh statistics, or the planner takes a table of thousands for an empty one. */
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A throw-away Postgres and a folder for the stations' files, in memory where the machine has a place for that. */
export async function openSimPlace(): Promise<OpenSimPlace> {
  const databases = await throwAwayDatabases(path.resolve(import.meta.dirname, '../../migrations/cloud'));
  const database = await databases.create();
  const root = database.pool('postgres');
  const app = database.pool('foyer_app');
  await root.query(`insert into app.installation (installation_id) values ('simulation') on conflict do nothing`);
  const memory = '/dev/shm';
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'foyer-sim-'));
  return {
    cloud: new SimCloud(root, app),
    folder,
    tidy: async () => {
      await root.query('analyze');
    },
    close: async () => {
      await database.drop();
      await databases.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

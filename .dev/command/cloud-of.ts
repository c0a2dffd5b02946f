import path from 'node:path';
import { Pool } from 'pg';
import { type Config, readConfig } from '../../cloud/config/read-config.ts';
import { joinDatabase } from '../start/database.ts';
import { cloudEnvironment, portsOf } from '../start/processes.ts';
import { runningPorts } from '../start/running.ts';

/** The cloud a command is about, with a connection of its own to the database. */
export type CloudOf = { readonly db: Pool; config(): Config; stop(): Promise<void> };

/**
 * The cloud that the environment describes as its own processes read it; else the one of `npm start`, which may be under way or
 * stopped: then its Postgres is started for as long as the command needs it.
 */
export async function cloudOf(env: NodeJS.ProcessEnv): Promise<CloudOf> {
  const dataDir = path.resolve(env.FOYER_DATA_DIR ?? path.join(import.meta.dirname, '../../.data'));
  const given = env.FOYER_APP_DATABASE_URL;
  const database = given === undefined ? await joinDatabase(dataDir, env.DATABASE_URL) : undefined;
  const db = new Pool({ connectionString: given ?? database?.url('foyer_app'), max: 2 });
  const config = () =>
    readConfig(
      database === undefined ? env : cloudEnvironment(env, database, runningPorts(dataDir) ?? portsOf(env), dataDir),
    );
  const stop = async () => {
    await db.end();
    await database?.stop();
  };
  return { db, config, stop };
}

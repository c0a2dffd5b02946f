import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '../cloud/db/migrate.ts';
import { type DatabaseRole, databaseRoles } from '../cloud/db/roles.ts';
import { endPlainly } from './command/end-plainly.ts';
import { openDatabase } from './start/database.ts';

/**
 * `DATABASE_URL=… npm run migrate`: brings a database up to date as its administrator, makes the four roles the cloud connects
 * as, and prints the variables its processes want. Passwords are made once and kept in the data folder, readable by us alone.
 */
endPlainly();
const databaseUrl = process.env.DATABASE_URL;
if (databaseUrl === undefined) {
  console.error('Say which database with DATABASE_URL=postgres://…');
  process.exit(1);
}
const root = path.join(import.meta.dirname, '..');
const dataDir = path.resolve(process.env.FOYER_DATA_DIR ?? path.join(root, '.data'));
mkdirSync(dataDir, { recursive: true, mode: 0o700 });
const variableOf: Readonly<Partial<Record<DatabaseRole, string>>> = {
  foyer_app: 'FOYER_APP_DATABASE_URL',
  foyer_auth: 'FOYER_AUTH_DATABASE_URL',
  foyer_worker: 'FOYER_WORKER_DATABASE_URL',
};
const database = await openDatabase(dataDir, databaseUrl);
const { admin, passwords } = database;
const applied = await migrate({
  admin,
  folder: path.join(root, 'migrations/cloud'),
  now: new Date(),
  ...(passwords ? { passwords } : {}),
});
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
for (const role of databaseRoles) {
  const variable = variableOf[role];
  if (variable !== undefined) console.log(`${variable}=${database.url(role)}`);
}

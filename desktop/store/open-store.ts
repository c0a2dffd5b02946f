import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { RandomBytes } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { isRefusal } from '#shared/kernel/refusal.ts';
import type { Sha256Hex } from '#shared/sync/canonical-op.ts';
import type { SyncStore } from '../station/mirror-ports.ts';
import { assembleStore } from './assemble-store.ts';
import { guardDatabase } from './guard-database.ts';
import { migrate, type StationMigration, schemaVersion } from './migrate.ts';
import { openBetterSqlite } from './open-better-sqlite.ts';
import { quarantine } from './quarantine.ts';
import { asRow } from './row.ts';
import type { OpenDatabase, SqlDatabase } from './sql.ts';
import { asStorageRefusal } from './transactions.ts';

export type OpenStoreOptions = {
  readonly file: string;
  readonly migrations: readonly StationMigration[];
  readonly sha256: Sha256Hex;
  readonly now: () => Instant;
  readonly randomBytes: RandomBytes;
  /** The driver; the simulation hands in one that crashes on demand. */
  readonly openDatabase?: OpenDatabase;
};
export type OpenedStore = SyncStore & { readonly close: () => void };

/** Emptying the log takes as long as several scans: a door that never has a quiet moment is interrupted for it once in a thousand. */
const logBytesMax = { quiet: 2 * 1_048_576, busy: 48 * 1_048_576 } as const;
/** A file up to this size is checked at every start; a larger one only after an unclean stop. */
const alwaysCheckedBytes = 32 * 1_048_576;

/**
 * The station's file, ready: made if it was not there, brought to this version's schema, checked if the last stop was unclean, and
 * put aside with its journal rescued if it is damaged. A file of a newer version is refused and left as it is.
 */
export function openStore(options: OpenStoreOptions): OpenedStore {
  const openDatabase = options.openDatabase ?? openBetterSqlite;
  const checked = needsCheck(options.file);
  let database = tryOpen(options, openDatabase, checked);
  if (database === 'damaged') {
    const rescued = quarantine(options, openDatabase);
    database = prepare(openDatabase(options.file), options.migrations);
    rescued.restoreInto(database);
  }
  rmSync(suspectMark(options.file), { force: true });
  const open = guardDatabase(database, () => writeFileSync(suspectMark(options.file), ''));
  const assembled = assembleStore(open, options.sha256);
  return {
    ...assembled,
    upkeep: door => assembled.upkeep(door) || emptyLog(open, options.file, door),
    close: () => open.close(),
  };
}

/** Carries the log over into the file once it is long. False: there is no more to do after it. */
function emptyLog(database: SqlDatabase, file: string, door: 'quiet' | 'busy'): false {
  const wal = `${file}-wal`;
  if (existsSync(wal) && statSync(wal).size > logBytesMax[door]) database.pragma('wal_checkpoint(truncate)');
  return false;
}

function tryOpen(
  { file, migrations }: OpenStoreOptions,
  openDatabase: OpenDatabase,
  checked: boolean,
): SqlDatabase | 'damaged' {
  let database: SqlDatabase | null = null;
  try {
    database = openDatabase(file);
    if (checked && !isSound(database)) throw Object.assign(new Error('quick_check'), { code: 'SQLITE_CORRUPT' });
    return prepare(database, migrations);
  } catch (error) {
    database?.close();
    const told = asStorageRefusal(error);
    // A newer file is sound; only this program is too old for it.
    if (isRefusal(told) && told.code === 'storage-damaged' && told.facts.what !== 'newer-version') return 'damaged';
    throw told;
  }
}

function prepare(database: SqlDatabase, migrations: readonly StationMigration[]): SqlDatabase {
  // Held for as long as it is open: two programs on one journal would each think themselves its only writer.
  database.pragma('locking_mode = exclusive');
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.pragma('foreign_keys = on');
  database.pragma('cache_size = -32768');
  // The upkeep empties the log; this is for when it does not come to it, as in a long download.
  database.pragma('wal_autocheckpoint = 16000');
  database.pragma('temp_store = memory');
  migrate(database, migrations);
  return database;
}

/** A log left behind says that the last stop was not a clean one. */
function needsCheck(file: string): boolean {
  if (!existsSync(file)) return false;
  if (existsSync(suspectMark(file))) return true;
  const wal = `${file}-wal`;
  return (existsSync(wal) && statSync(wal).size > 0) || statSync(file).size <= alwaysCheckedBytes;
}

/** Lies beside a file in which damage was met while it was in use. */
function suspectMark(file: string): string {
  return `${file}.suspect`;
}

function isSound(database: SqlDatabase): boolean {
  schemaVersion(database);
  const [first] = database.pragma('quick_check(1)');
  return asRow(first).quick_check === 'ok';
}

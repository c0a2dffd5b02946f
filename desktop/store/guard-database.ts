import { isRefusal } from '#shared/kernel/refusal.ts';
import type { SqlDatabase } from './sql.ts';
import { asStorageRefusal } from './transactions.ts';

/** Tells a full disk and a damaged file as what they are, wherever they are met; `onDamage` makes sure that the next start looks closely. */
export function guardDatabase(database: SqlDatabase, onDamage: () => void): SqlDatabase {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const told = asStorageRefusal(error);
      if (isRefusal(told) && told.code === 'storage-damaged') onDamage();
      throw told;
    }
  };
  return {
    prepare: sql => {
      const statement = guarded(() => database.prepare(sql));
      return {
        run: (...values) => guarded(() => statement.run(...values)),
        get: (...values) => guarded(() => statement.get(...values)),
        all: (...values) => guarded(() => statement.all(...values)),
      };
    },
    exec: sql => guarded(() => database.exec(sql)),
    pragma: text => guarded(() => database.pragma(text)),
    close: () => database.close(),
    get inTransaction() {
      return database.inTransaction;
    },
  };
}

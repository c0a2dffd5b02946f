import Database from 'better-sqlite3';
import type { SqlDatabase } from './sql.ts';

/** The real driver. */
export function openBetterSqlite(file: string): SqlDatabase {
  const database = new Database(file, { timeout: 1_000 });
  return {
    prepare: sql => {
      const statement = database.prepare(sql);
      return {
        run: (...values) => {
          const { changes, lastInsertRowid } = statement.run(...values);
          return { changes, lastInsertRowid: Number(lastInsertRowid) };
        },
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
      };
    },
    exec: sql => {
      database.exec(sql);
    },
    pragma: text => {
      const rows = database.pragma(text);
      return Array.isArray(rows) ? rows : [rows];
    },
    close: () => {
      database.close();
    },
    get inTransaction() {
      return database.inTransaction;
    },
  };
}

/** The little of SQLite's driver that the store uses. A test or the simulation may hand in another that fails on demand. */
export type SqlDatabase = {
  prepare(sql: string): SqlStatement;
  exec(sql: string): void;
  /** The rows of a pragma. */
  pragma(text: string): unknown[];
  close(): void;
  readonly inTransaction: boolean;
};

export type SqlValue = string | number | null;
export type SqlStatement = {
  run(...values: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
};

export type OpenDatabase = (file: string) => SqlDatabase;

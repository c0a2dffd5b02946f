import { Pool } from 'pg';
import type { LogEntry } from '../http/app.ts';

/** A pool that survives the loss of a connection: whoever uses it next gets a new one. */
export function openPool(url: string, connectionsMax: number, log: (entry: LogEntry) => void): Pool {
  const pool = new Pool({ connectionString: url, max: connectionsMax, connectionTimeoutMillis: 10_000 });
  pool.on('error', error => log({ level: 'warn', event: 'database-connection-lost', message: error.message }));
  return pool;
}

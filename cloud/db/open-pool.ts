import { Pool } from 'pg';
import type { Log } from '../services/ports.ts';

/** A pool that survives the loss of a connection: whoever uses it next gets a new one. */
export function openPool(url: string, connectionsMax: number, log: Log): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: 10_000,
    // A new one plans every function anew; one that is kept answers the first order after a pause as fast as the next.
    idleTimeoutMillis: 600_000,
    // What is asked on a connection before the last answer came is sent at once.
    pipeline: true,
  });
  pool.on('error', error => log({ level: 'warn', event: 'database-connection-lost', message: error.message }));
  return pool;
}

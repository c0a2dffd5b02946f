import type { Pool, PoolClient } from 'pg';
import { patientStatement } from '../seeded/patient-statement.ts';

export type PoolFault = {
  /** How many statements from now the cloud's process dies: the connection is cut there. */
  statementsLeft: number;
  /** Whether the statement was carried out: after a commit this is the lost answer. */
  readonly when: 'before' | 'after';
};

/** The cloud's pool, whose connection breaks at a chosen statement. Postgres rolls back what was open, as it does. */
export function faultyPool(real: Pool): { readonly pool: Pool; fault: PoolFault | null; cut: number } {
  const state: { pool: Pool; fault: PoolFault | null; cut: number } = { pool: real, fault: null, cut: 0 };
  state.pool = new Proxy(real, {
    get(target, name, receiver) {
      if (name === 'connect') return async () => breakable(await target.connect(), state);
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return state;
}

const cutOff = 'Connection terminated unexpectedly';

/** Whether something failed because of the connection that was cut here, and of nothing else. */
export function isCutOff(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause.message === cutOff) return true;
  return false;
}

function breakable(client: PoolClient, state: { fault: PoolFault | null; cut: number }): PoolClient {
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const release = client.release.bind(client);
  let broken = false;
  const asQueried = async (...args: unknown[]): Promise<unknown> => {
    if (broken) throw new Error(cutOff);
    const { fault } = state;
    const dies = fault !== null && --fault.statementsLeft <= 0 ? fault : null;
    if (dies !== null) {
      state.fault = null;
      state.cut += 1;
      broken = true;
    }
    if (dies?.when === 'before') throw new Error(cutOff);
    const result = await query(...patientStatement(args));
    if (dies !== null) throw new Error(cutOff);
    return result;
  };
  return new Proxy(client, {
    get(target, name, receiver) {
      if (name === 'query') return asQueried;
      // A broken connection is thrown away, which rolls its transaction back.
      if (name === 'release') return (error?: Error | boolean) => release(broken ? true : error);
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

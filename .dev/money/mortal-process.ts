import type { Pool, PoolClient } from 'pg';
import { patientStatement } from '../seeded/patient-statement.ts';

/** A process of the cloud as the harness sees it: it dies at a statement or between a call and its answer, and everything in it. */
export type MortalProcess = {
  readonly name: string;
  readonly pool: Pool;
  /** Dies after so many statements: before the last is carried out, or after it, when nobody hears the answer. */
  dieAfter: { statementsLeft: number; readonly when: 'before' | 'after' } | null;
  /** Only the connection breaks; the process goes on. */
  cutAfter: { statementsLeft: number; readonly when: 'before' | 'after' } | null;
  dead: boolean;
  deaths: number;
  /** Connections that are lent out: a transaction is open. */
  lent: number;
  /** What a planted mistake makes of a statement. */
  rewrite: ((sql: string) => string) | null;
  die(): never;
};

const cutOff = 'Connection terminated unexpectedly';

/** Whether something failed because of a death or a cut made here, and of nothing else. */
export function isCutOff(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause.message === cutOff) return true;
  return error instanceof AggregateError && error.errors.length > 0 && error.errors.every(isCutOff);
}

/** The process's pool. Postgres rolls back what was open on a connection that breaks, as it does. */
export function mortalProcess(name: string, real: Pool): MortalProcess {
  const life: MortalProcess = {
    name,
    pool: real,
    dieAfter: null,
    cutAfter: null,
    dead: false,
    deaths: 0,
    lent: 0,
    rewrite: null,
    die: () => {
      if (!life.dead) life.deaths += 1;
      life.dead = true;
      throw new Error(cutOff);
    },
  };
  const pool = new Proxy(real, {
    get(target, key, receiver) {
      if (key === 'connect')
        return async () => {
          if (life.dead) throw new Error(cutOff);
          const client = await target.connect();
          life.lent += 1;
          return breakable(client, life);
        };
      if (key === 'query')
        return async (...args: unknown[]) => {
          if (life.dead) throw new Error(cutOff);
          return (target.query as (...all: unknown[]) => Promise<unknown>)(...args);
        };
      const value: unknown = Reflect.get(target, key, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return Object.assign(life, { pool });
}

function breakable(client: PoolClient, life: MortalProcess): PoolClient {
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const release = client.release.bind(client);
  let broken = false;
  const asQueried = async (...args: unknown[]): Promise<unknown> => {
    if (broken || life.dead) {
      broken = true;
      throw new Error(cutOff);
    }
    const end = strike(life);
    if (end !== null) {
      broken = true;
      if (end.dies) {
        life.dead = true;
        life.deaths += 1;
      }
      if (end.when === 'before') throw new Error(cutOff);
    }
    const result = await query(...rewritten(patientStatement(args), life.rewrite));
    if (broken) throw new Error(cutOff);
    return result;
  };
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === 'query') return asQueried;
      if (key === 'release')
        return (error?: Error | boolean) => {
          life.lent -= 1;
          // A broken connection is thrown away, which rolls its transaction back.
          release(broken || life.dead ? true : error);
        };
      const value: unknown = Reflect.get(target, key, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function strike(life: MortalProcess): { readonly when: 'before' | 'after'; readonly dies: boolean } | null {
  if (life.dieAfter !== null && --life.dieAfter.statementsLeft <= 0) {
    const { when } = life.dieAfter;
    life.dieAfter = null;
    return { when, dies: true };
  }
  if (life.cutAfter !== null && --life.cutAfter.statementsLeft <= 0) {
    const { when } = life.cutAfter;
    life.cutAfter = null;
    return { when, dies: false };
  }
  return null;
}

function rewritten(args: readonly unknown[], rewrite: MortalProcess['rewrite']): readonly unknown[] {
  const [first, ...rest] = args;
  if (rewrite === null) return args;
  if (typeof first === 'string') return [rewrite(first), ...rest];
  if (typeof first === 'object' && first !== null && 'text' in first && typeof first.text === 'string')
    return [{ ...first, text: rewrite(first.text) }, ...rest];
  return args;
}

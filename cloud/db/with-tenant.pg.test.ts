import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';
import { openPool } from './open-pool.ts';
import { withTenant } from './with-tenant.ts';

const database = await testDatabase();
const cloud = await testApp(database);
const { a, b } = cloud;

/** As the server opens it, with the one connection that every test here gets. */
const { host, port, user, database: name, password } = database.config('foyer_app');
const at = `postgres://${user}:${typeof password === 'string' ? password : ''}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;

async function onOneConnection(work: (pool: ReturnType<typeof openPool>) => Promise<void>): Promise<void> {
  const pool = openPool(at, 1, () => {});
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}

const rename = sql`update app.organizations set name = 'Renamed'`;
const namesOf = async () =>
  (await cloud.root.query<{ name: string }>('select name from app.organizations order by org_id')).rows;

test('[TE-1] a transaction that cannot be opened does nothing, says so, and leaves the connection as it was', async () => {
  const before = await namesOf();
  await onOneConnection(async pool => {
    const impossible = { statementTimeoutMs: -5 };
    await expect(withTenant(pool, a.orgId, tx => tx.execute(rename), impossible)).rejects.toThrow();
    // Even where the work swallows its failure, nothing is told as done.
    await expect(
      withTenant(pool, a.orgId, tx => tx.execute(rename).catch(() => 'never mind'), impossible),
    ).rejects.toThrow('statement_timeout');
    expect(await namesOf()).toEqual(before);
    const seen = await withTenant(pool, b.orgId, tx => tx.execute(sql`select org_id from app.organizations`));
    expect(seen.rows).toEqual([{ org_id: b.orgId }]);
    expect((await pool.query('select org_id from app.organizations')).rows).toEqual([]);
  });
});

test('[TE-1] a last write that fails is what is told, and takes all of its transaction with it', async () => {
  const before = await namesOf();
  await onOneConnection(async pool => {
    const failing = withTenant(pool, a.orgId, async (tx, finish) => {
      await tx.execute(rename);
      finish(tx.execute(sql`select 1 / 0`));
    });
    await expect(failing).rejects.toMatchObject({ cause: { message: 'division by zero' } });
    expect(await namesOf()).toEqual(before);
    await withTenant(pool, b.orgId, (tx, finish) => Promise.resolve(finish(tx.execute(rename))));
    expect((await namesOf()).filter(row => row.name === 'Renamed')).toHaveLength(1);
  });
});

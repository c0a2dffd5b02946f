import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { withTenant } from '../../cloud/db/with-tenant.ts';
import { testApp } from '../../cloud/testing/app.ts';
import { testDatabase } from '../../cloud/testing/database.ts';
import { mortalProcess } from '../money/mortal-process.ts';
import { faultyPool } from '../sim/sim-pool.ts';

const cloud = await testApp(await testDatabase());
const { orgId } = cloud.a;

const timeouts = sql`select current_setting('statement_timeout') as statement,
  current_setting('idle_in_transaction_session_timeout') as idle, current_setting('app.org_id') as org`;

test('a machine that stands still breaks no transaction of a simulation', async () => {
  const db = cloud.deps.db;
  for (const pool of [mortalProcess('a server', db).pool, faultyPool(db).pool]) {
    const { rows } = await withTenant(pool, orgId, tx => tx.execute(timeouts));
    expect(rows).toEqual([{ statement: '10min', idle: '10min', org: orgId }]);
  }
  const { rows } = await withTenant(db, orgId, tx => tx.execute(timeouts));
  expect(rows).toEqual([{ statement: '15s', idle: '15s', org: orgId }]);
});

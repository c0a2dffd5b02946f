import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { testApp } from '../app.ts';
import { testDatabase } from '../database.ts';
import { tenantTables } from './catalogue-faults.ts';
import { changedTables, digestOf } from './digest.ts';
import { exerciseAll } from './exercise-routes.ts';
import { huntProvider } from './hunt-provider.ts';
import { newScene } from './own-use.ts';
import { routesOf } from './routes-of.ts';

const provider = await huntProvider();
afterAll(() => provider[Symbol.asyncDispose]());
const cloud = await testApp(await testDatabase(), { deps: { payments: provider.payments } });
const { a, b } = cloud;
const { routes } = routesOf(cloud.app);
for (const org of [a, b]) await exerciseAll(newScene(cloud, org), routes, new Map());
const tables = await tenantTables(cloud.root);
/** Of each table, the columns that can be written. */
const written = new Map<string, string>(
  (
    await cloud.root.query(
      `select table_name as table, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_schema = 'app' and is_generated = 'NEVER' group by table_name`,
    )
  ).rows.map(({ table, columns }) => [table, columns]),
);

/** What somebody could try who got hold of the service's connection while it works for B. */
const attempts: readonly { readonly name: string; readonly text: (table: string) => string }[] = [
  { name: 'read', text: table => `select count(*)::int as count from app.${table} where org_id = '${a.orgId}'` },
  { name: 'delete', text: table => `delete from app.${table} where org_id = '${a.orgId}'` },
  { name: 'touch', text: table => `update app.${table} set org_id = org_id where org_id = '${a.orgId}'` },
  { name: 'take over', text: table => `update app.${table} set org_id = '${b.orgId}' where org_id <> '${b.orgId}'` },
  { name: 'give away', text: table => `update app.${table} set org_id = '${a.orgId}'` },
  {
    name: 'copy over',
    text: table =>
      `insert into app.${table} (${written.get(table)}) select ${written.get(table)} from (
         select (jsonb_populate_record(t, jsonb_build_object('org_id', '${a.orgId}'))).* from app.${table} t) as copies`,
  },
  { name: 'truncate', text: table => `truncate app.${table} cascade` },
];

test('[TE-1] whatever statement the service’s role runs for one organization, no row of another is touched', async () => {
  const before = await digestOf(cloud.root, a.orgId);
  const oneAttempt = fc.record({
    table: fc.constantFrom(...tables),
    attempt: fc.constantFrom(...attempts),
    as: fc.constantFrom('B', 'nobody', 'invented'),
  });
  await fc.assert(
    fc.asyncProperty(oneAttempt, async ({ table, attempt, as }) => {
      const orgId = as === 'B' ? b.orgId : mintId('OrgId', cloud.deps.randomBytes);
      const told =
        as === 'nobody'
          ? await cloud.deps.db.query(attempt.text(table)).catch(() => null)
          : await withTenant(cloud.deps.db, orgId, tx => tx.execute(sql.raw(attempt.text(table)))).catch(() => null);
      if (attempt.name === 'read') expect(told?.rows ?? [{ count: 0 }]).toEqual([{ count: 0 }]);
      else if (attempt.name !== 'give away' && attempt.name !== 'copy over') expect(told?.rowCount ?? 0).toBe(0);
    }),
    { numRuns: 400, seed: 7 },
  );
  expect(changedTables(before, await digestOf(cloud.root, a.orgId))).toEqual([]);
});

test('the same statements do touch the rows of the organization they run for', async () => {
  const { rows } = await withTenant(cloud.deps.db, a.orgId, tx =>
    tx.execute<{ count: number }>(sql.raw(attempts[0]?.text('events') ?? '')),
  );
  expect(rows[0]?.count).toBeGreaterThan(0);
});

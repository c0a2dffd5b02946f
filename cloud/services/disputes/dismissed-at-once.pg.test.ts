import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { followFraudWarning } from './follow-fraud-warning.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud } = shop;
const { orgId, owner } = cloud.a;
const sale = await shop.aSale({});

async function warned(): Promise<string> {
  const orderId = await shop.sold(sale, 2, { buyer: { name: 'Jonas Beck', email: 'jonas.beck@example.org' } });
  const { rows } = await cloud.root.query('select charge_id from app.payments where order_id = $1', [orderId]);
  const { id } = await shop.act('fraud-warning', { charge: rows[0].charge_id });
  await followFraudWarning(cloud.ctx(cloud.a), { payments: shop.payments, log: cloud.deps.log }, id);
  return id;
}

const dismiss = (id: string) => cloud.call(owner, 'POST', `/api/orgs/${orgId}/disputes/${id}/dismiss`);
const stateOf = async (id: string) =>
  (await cloud.root.query('select state from app.disputes where dispute_id = $1', [id])).rows[0]?.state;

async function waiting(): Promise<number[]> {
  const { rows } = await cloud.root.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and usename = 'foyer_app' and wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

test('[OR-13] of several who dismiss a warning at once one does, and the others read how it stands', async () => {
  const id = await warned();
  const answers = await Promise.all(Array.from({ length: 6 }, () => dismiss(id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  expect(await stateOf(id)).toBe('closed');
});

test('[OR-13] who loses the database while dismissing a warning is asked to come again, and then it is done', async () => {
  const id = await warned();
  const other = await cloud.root.connect();
  await other.query('begin');
  await other.query('select from app.audit_heads where org_id = $1 for update', [orgId]);
  const asked = dismiss(id);
  await expect.poll(waiting).toHaveLength(1);
  await cloud.root.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [await waiting()]);
  const { status, body, headers } = await asked;
  await other.query('rollback');
  other.release();
  expect([status, body, headers.get('retry-after')]).toMatchObject([503, { error: { code: 'busy' } }, '1']);
  expect(await stateOf(id)).toBe('needs-response');
  expect((await dismiss(id)).status).toBe(200);
});

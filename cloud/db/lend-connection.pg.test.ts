import { expect, test } from 'vitest';
import { keepProviderEvent } from '../services/payments/keep-provider-event.ts';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';
import { withTenant } from './with-tenant.ts';

const cloud = await testApp(await testDatabase());
const { db } = cloud.deps;
const account = 'acct_alpha';
await withTenant(db, cloud.a.orgId, tx => tx.execute(`select app.put_payment_account('${account}', false)`));

const heard = {
  eventId: 'evt_1',
  endpoint: 'snapshot',
  account,
  type: 'payment_intent.succeeded',
  livemode: false,
  apiVersion: null,
  objectId: 'pi_1',
  createdAt: cloud.clock.now,
  payload: {},
} as const;
const keep = () => keepProviderEvent(db, heard, { receivedAt: cloud.clock.now, source: 'webhook', headers: {} });

async function waitingBackends(): Promise<number[]> {
  const { rows } = await cloud.root.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and usename = 'foyer_app' and wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

test('[PY-1] a connection lost while an event is kept fails that one request and not the process; sent again it is kept once', async () => {
  const other = await cloud.root.connect();
  await other.query('begin');
  await other.query('lock table app.provider_events in access exclusive mode');
  const lost = expect(keep()).rejects.toThrow();
  await expect.poll(waitingBackends).toHaveLength(1);
  await cloud.root.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [await waitingBackends()]);
  await lost;
  await other.query('rollback');
  other.release();
  expect((await Promise.all([keep(), keep(), keep()])).sort()).toEqual(['fresh', 'known', 'known']);
  const { rows } = await cloud.root.query(
    `select (select count(*)::int from app.provider_events) as kept, (select count(*)::int from graphile_worker.jobs) as jobs`,
  );
  expect(rows).toEqual([{ kept: 1, jobs: 1 }]);
});

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueue } from '../db/enqueue.ts';
import { withTenant } from '../db/with-tenant.ts';
import { runWorker } from '../jobs/run-worker.ts';
import type { PaymentProvider } from '../services/payment-provider.ts';
import { handleProviderEvent } from '../services/payments/handle-provider-event.ts';
import { emptyReport, orUnexplained } from '../services/reconciliation/reconciliation-report.ts';
import { anActiveAccount } from '../testing/an-active-account.ts';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';
import { createApp } from './create-app.ts';

const cloud = await testApp(await testDatabase());
const { orgId } = cloud.a;
const person = /quist|zelda/i;

/** Somebody's address a second time in one organization, as a real statement through the real roles. */
const violate = () =>
  withTenant(cloud.deps.db, orgId, tx =>
    tx.execute(sql`insert into app.memberships (org_id, person_id, role, email, name, added_at)
      select ${orgId}, ${cloud.a.owner.personId}, 'owner', ${'zelda.quist@example.org'}, ${'Zelda Quist'}, ${cloud.clock.now}`),
  );
const fault = () =>
  withTenant(cloud.deps.db, orgId, tx => tx.execute(sql`select ${'zelda.quist@example.org'}::text::integer`));

test('a fault is logged without parameters and without the path, and the caller is told nothing of it', async () => {
  const app = createApp(cloud.deps);
  app.get('/orders/:token/planted', async () => violate() as never);
  app.get('/offers/:token/planted', async () => fault() as never);
  const refused = await app.request('/orders/quistcredential/planted?mail=zelda');
  const failed = await app.request('/offers/quistcredential/planted');
  expect([refused.status, failed.status]).toEqual([409, 500]);
  for (const answer of [refused, failed]) expect(await answer.text()).not.toMatch(person);
  expect(cloud.log).toMatchObject([
    {
      event: 'database-refused',
      route: '/orders/:token/planted',
      statement: expect.stringContaining('insert into app.memberships'),
      causes: [{ sqlState: '23505', constraint: 'memberships_pkey' }],
    },
    { event: 'fault', route: '/offers/:token/planted', causes: [{ sqlState: '22P02' }] },
  ]);
  expect(JSON.stringify(cloud.log)).not.toMatch(person);
});

test('a job that is parked tells neither its queue nor the log whose rows it was about', async () => {
  const job = { name: 'violate', run: async () => void (await violate()) };
  await withTenant(cloud.deps.db, orgId, tx => enqueue(tx, job.name, { orgId }, { jobKey: 'v', attemptsMax: 1 }));
  let parked: (entry: object) => void = () => {};
  const told = new Promise<object>(resolve => {
    parked = resolve;
  });
  const deps = { ...cloud.jobDeps, log: parked };
  const worker = await runWorker(deps, { queuePool: cloud.database.pool('foyer_worker'), jobs: [job], concurrency: 1 });
  const entry = await told;
  await worker.stop();
  expect(entry).toMatchObject({ event: 'job-parked', causes: [{ constraint: 'memberships_pkey' }] });
  const { rows } = await cloud.deps.db.query('select last_error from app.list_parked_jobs(0, 10)');
  expect(rows).toEqual([{ last_error: expect.stringContaining('23505 of memberships_pkey') }]);
  expect(JSON.stringify([entry, rows])).not.toMatch(person);
});

test('[PY-3] what went wrong with an event of the provider, or in a sweep, is kept without whose rows it was about', async () => {
  const call = 'select * from app.record_provider_event($1,$2,$3,$4,$5,$6,$7,$8,$8,$9,$10,$11)';
  await anActiveAccount(cloud, cloud.a);
  const at = cloud.clock.now;
  const event = [
    'evt_1',
    'thin',
    'acct_alpha',
    'v2.core.account.updated',
    false,
    null,
    'acct_alpha',
    at,
    'webhook',
    {},
    {},
  ];
  await cloud.root.query(call, event);
  // Whatever the provider is asked, the answer is another statement that fails.
  const payments = new Proxy({} as PaymentProvider, { get: () => violate });
  const deps = { payments, keyVault: cloud.deps.keyVault, log: cloud.deps.log };
  const ctx = cloud.ctx(cloud.a, { kind: 'system', job: 'handle-provider-event' });
  await expect(handleProviderEvent(ctx, deps, 'evt_1')).rejects.toThrow();
  const { rows } = await cloud.root.query('select state, error from app.provider_events');
  expect(rows).toEqual([{ state: 'failed', error: expect.stringContaining('23505 of memberships_pkey') }]);
  const report = emptyReport('acct_alpha');
  await orUnexplained(report, 'events', 'acct_alpha', async () => void (await violate()));
  expect(report.unexplained).toMatchObject([{ why: expect.stringContaining('23505 of memberships_pkey') }]);
  expect(JSON.stringify([rows, report])).not.toMatch(person);
});

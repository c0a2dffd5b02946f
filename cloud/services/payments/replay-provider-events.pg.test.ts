import { afterAll, beforeEach, expect, test } from 'vitest';
import { limits } from '#shared/kernel/limits.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import { replayProviderEvents } from './replay-provider-events.ts';

const cloud = await testApp(await testDatabase());
afterAll(() => cloud.database.drop());
const ctx = () => cloud.ctx(cloud.a);

/** Ten o'clock and so many minutes. */
const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`;
type Told = { id: string; minute: number; state?: string; type?: string; orgId?: string };

beforeEach(async () => {
  await cloud.root.query('delete from app.provider_events; delete from graphile_worker._private_jobs');
  await told({ id: 'evt_a', minute: 1, state: 'failed' });
  await told({ id: 'evt_b', minute: 2, state: 'failed', type: 'refund.failed' });
  await told({ id: 'evt_c', minute: 3, state: 'done' });
  await told({ id: 'evt_d', minute: 4, state: 'failed' });
  await told({ id: 'evt_theirs', minute: 2, state: 'failed', orgId: cloud.b.orgId });
});

async function told({ id, minute, state = 'received', type = 'payment_intent.succeeded', orgId }: Told) {
  await cloud.root.query(
    `insert into app.provider_events (event_id, endpoint, provider_account, org_id, type, livemode, object_id, created_at,
       received_at, source, headers, payload, state)
     values ($1, 'snapshot', 'acct_1', $2, $3, false, $1, $4, $4, 'webhook', '{}', '{}', $5)`,
    [id, orgId ?? cloud.a.orgId, type, at(minute), state],
  );
}

/** Whom a replay gives to the worker, and how many it says they are. */
async function replayed(wish: object): Promise<readonly [number, string[]]> {
  const { replayed: count } = await replayProviderEvents(ctx(), wish);
  return [count, await enqueued()];
}

async function enqueued(): Promise<string[]> {
  const { rows } = await cloud.root.query<{ event: string }>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'handle-provider-event' returning j.payload ->> 'eventId' as event`,
  );
  return rows.map(({ event }) => event).sort();
}

test('[PY-9] a replay works through all of a state, a type or a time, the first instant in and the last one out, and nothing else', async () => {
  expect(await replayed({ state: 'failed' })).toEqual([3, ['evt_a', 'evt_b', 'evt_d']]);
  expect(await replayed({ state: 'failed', type: 'refund.failed' })).toEqual([1, ['evt_b']]);
  expect(await replayed({ receivedFrom: at(2) })).toEqual([3, ['evt_b', 'evt_c', 'evt_d']]);
  expect(await replayed({ receivedFrom: at(2), receivedBefore: at(4) })).toEqual([2, ['evt_b', 'evt_c']]);
  expect(await replayed({ state: 'failed', receivedBefore: at(4) })).toEqual([2, ['evt_a', 'evt_b']]);
  expect(await replayed({ state: 'done', receivedFrom: at(4) })).toEqual([0, []]);
  expect(await replayed({ eventId: 'evt_c' })).toEqual([1, ['evt_c']]);
  await expect(replayProviderEvents(ctx(), { type: 'refund.failed' })).rejects.toThrow(/name one event, or a state/);
});

test('[PY-9] a range longer than a page is worked through whole; one with too many is refused, and none of it begun', async () => {
  const many = (from: number, count: number) =>
    cloud.root.query(
      `insert into app.provider_events (event_id, endpoint, org_id, type, livemode, created_at, received_at, source, headers, payload, state)
       select 'evt_' || n, 'snapshot', $1, 'charge.succeeded', false, $2::timestamptz, $2::timestamptz, 'webhook', '{}', '{}', 'ignored'
       from generate_series($3::int, $3::int + $4::int - 1) n`,
      [cloud.a.orgId, at(30), from, count],
    );
  const pages = 2 * limits.pageSizeMax + 1;
  await many(1_000_000, pages);
  const [count, ids] = await replayed({ state: 'ignored', receivedFrom: at(30) });
  expect([count, new Set(ids).size]).toEqual([pages, pages]);
  await many(2_000_000, limits.providerEventsReplayMax + 1 - pages);
  await expect(replayProviderEvents(ctx(), { state: 'ignored' })).rejects.toMatchObject({
    code: 'too-large',
    facts: { eventsMax: limits.providerEventsReplayMax },
  });
  expect(await enqueued()).toEqual([]);
});

import { expect, test } from 'vitest';
import { addMs } from '#shared/kernel/instant.ts';
import { placeOrder } from '../services/orders/place-order.ts';
import { anOrder, aPublishedEvent } from '../testing/a-published-event.ts';
import { testApp } from '../testing/app.ts';
import { testDatabase } from '../testing/database.ts';
import { forEachOrg } from './for-each-org.ts';
import { lapseHoldsJob } from './lapse-holds.ts';

const cloud = await testApp(await testDatabase());
const deps = { ...cloud.jobDeps, now: () => addMs(cloud.clock.now, 700_000) };

test('[IN-2] the clock’s job ends due holds of every organization', async () => {
  for (const org of [cloud.a, cloud.b]) {
    const { eventId, tierId } = await aPublishedEvent(cloud, org);
    await placeOrder(cloud.ctx(org), eventId, anOrder(cloud, tierId, 2));
  }
  await lapseHoldsJob.run(deps, {});
  const { rows } = await cloud.root.query('select state, count(*)::int as n from app.holds group by state');
  expect(rows).toEqual([{ state: 'lapsed', n: 2 }]);
});

test('an organization that fails keeps none of the others from theirs', async () => {
  const done: string[] = [];
  const work = forEachOrg(deps, 'test', async ({ orgId }) => {
    if (done.push(orgId) === 1) throw new Error('broken');
  });
  await expect(work).rejects.toThrow('test failed for 1 organizations');
  expect(done).toHaveLength(2);
});

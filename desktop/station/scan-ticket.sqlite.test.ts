import { expect, test } from 'vitest';
import { codeOf, stationWorld } from '../testing/station-world.ts';

test('[CK-14] a ticket enters once; the second time tells when and where it was used', async () => {
  using world = stationWorld();
  const text = codeOf(world.ticket(1));
  const first = await world.post('scan', { text, via: 'scanner' });
  expect(first).toMatchObject({ status: 200, body: { repeated: false, verdict: { kind: 'admit', basis: 'roster' } } });
  world.clock.advance(60_000);
  const second = await world.post('scan', { text, via: 'scanner' });
  expect(second.body).toMatchObject({
    verdict: { kind: 'refuse', rule: 'CK-14', facts: { reason: 'already-used', first: { gateName: 'Gate 1' } } },
  });
});

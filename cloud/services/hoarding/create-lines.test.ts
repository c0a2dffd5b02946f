import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLines } from './create-lines.ts';

const ticks = async (count: number) => {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
};

test('[IN-12] however orders of one holder fall together, they never hold more than they may, and all that fits is given', async () => {
  const order = fc.record({
    places: fc.integer({ min: 1, max: 6 }),
    starts: fc.nat({ max: 30 }),
    takes: fc.nat({ max: 12 }),
    looksFor: fc.nat({ max: 6 }),
    fails: fc.boolean(),
    early: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(order, { maxLength: 20 }), async orders => {
      const max = 20;
      let held = 0;
      let waved = 0;
      const lines = createLines({ givenMs: 1_000, linesKept: 4 });
      const outcomes = await Promise.all(
        orders.map(async ({ places, starts, takes, looksFor, fails, early }) => {
          await ticks(starts);
          // As those who come first are only counted, unless nothing is known of the house.
          const looks = early || waved + places > 8;
          waved += places;
          const look = async () => {
            await ticks(looksFor);
            const seen = held;
            await ticks(looksFor);
            if (seen + places > max) throw new Error('full');
            return Math.floor((max - seen - places) / 2);
          };
          return lines({ who: 'one', places, looks, nowMs: 0, look }, async () => {
            await ticks(takes);
            if (fails) throw new Error('sold out');
            held += places;
            expect(held).toBeLessThanOrEqual(max);
            return places;
          }).catch((error: Error) => error.message);
        }),
      );
      const given = outcomes.reduce<number>((sum, each) => sum + (typeof each === 'number' ? each : 0), 0);
      expect(given).toBe(held);
      const refused = orders.filter((_, index) => outcomes[index] === 'full').map(({ places }) => places);
      for (const places of refused) expect(held + places).toBeGreaterThan(max);
    }),
  );
});

test('[IN-12] of the room that was found some is given without another look, for a while', async () => {
  const lines = createLines({ givenMs: 1_000, linesKept: 4 });
  let looks = 0;
  const look = async () => {
    looks += 1;
    return 4;
  };
  const ask = (places: number, nowMs: number) =>
    lines({ who: 'one', places, looks: true, nowMs, look }, async () => looks);
  expect([await ask(2, 0), await ask(2, 10), await ask(2, 20), await ask(1, 30)]).toEqual([1, 1, 1, 2]);
  expect([await ask(1, 900), await ask(1, 1_029), await ask(1, 1_030)]).toEqual([2, 2, 3]);
});

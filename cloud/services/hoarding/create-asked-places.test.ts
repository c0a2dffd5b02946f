import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAskedPlaces } from './create-asked-places.ts';

test('[IN-12] nobody is ever counted too low, however many share what is counted', () => {
  const asked = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 20 }), fc.nat({ max: 400 })));
  fc.assert(
    fc.property(asked, asks => {
      const places = createAskedPlaces({ windowMs: 1_000, slots: 7 });
      const made: { who: number; count: number; at: number }[] = [];
      let at = 0;
      for (const [who, count, later] of asks) {
        at += later;
        made.push({ who, count, at });
        const own = made.filter(each => each.who === who && each.at > at - 1_000);
        const sum = own.reduce((total, each) => total + each.count, 0);
        expect(places(`holder ${who}`, count, at)).toBeGreaterThanOrEqual(Math.min(255, sum));
      }
    }),
  );
});

test('[IN-12] what was asked long ago is forgotten, also when nobody came meanwhile and when clocks differ a little', () => {
  const places = createAskedPlaces({ windowMs: 1_000, slots: 64 });
  expect([places('a', 4, 10_900), places('a', 4, 11_100), places('a', 4, 10_990)]).toEqual([4, 8, 12]);
  expect(places('a', 1, 12_500)).toBe(9);
  expect(places('a', 1, 15_000)).toBe(1);
});

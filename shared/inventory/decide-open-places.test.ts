import { expect, test } from 'vitest';
import { instantFromMs } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { anId } from '../testing/an-id.ts';
import { decideOpenPlaces, eventPlaces, type HolderKind, openPlacesMax } from './decide-open-places.ts';

const lapsesAt = instantFromMs(600_000);
const pool = (number: number, capacity: number) => ({ poolId: anId('PoolId', number), capacity });
const tier = (...numbers: number[]) => ({ poolIds: numbers.map(number => anId('PoolId', number)) });

test.each<[HolderKind, number, number]>([
  ['email', 10_000, 50],
  ['email', 60, 30],
  ['address', 10_000, 1_000],
  ['address', 400, 100],
  ['address', 150, 75],
  ['address', 9, 5],
])('[IN-12] %s, of %d places: %d', (kind, places, max) => {
  expect(openPlacesMax(kind, places)).toBe(max);
});

test('[IN-12] a house and its parts have the places of the house; halls that share nothing have both', () => {
  const tiers = [tier(1, 2), tier(1, 3), tier(4)];
  expect(eventPlaces([pool(1, 400), pool(2, 350), pool(3, 50), pool(4, 80), pool(5, 1_000)], tiers)).toBe(480);
});

test('[IN-12] up to the bound and no further; whoever holds nothing, or wants no more than they have, is not bound', () => {
  const ask = (wanted: number, others: number, own = 0, places = 400) =>
    decideOpenPlaces('email', wanted, { others, own, lapsesAt }, places);
  const max = limits.openPlacesPerEmail;
  expect(ask(10, max - 10)).toEqual({ kind: 'planned', plan: { left: 0 } });
  expect(ask(10, 20)).toEqual({ kind: 'planned', plan: { left: max - 30 } });
  expect(ask(10, max - 9)).toMatchObject({
    kind: 'refused',
    refusal: { code: 'too-many-held', facts: { who: 'email', held: max - 9, max, lapsesAt } },
  });
  expect(ask(8, 0, 0, 10)).toEqual({ kind: 'planned', plan: { left: 0 } });
  expect(ask(10, max + 5, 10)).toEqual({ kind: 'planned', plan: { left: 0 } });
  expect(ask(11, max + 5, 10).kind).toBe('refused');
});

import { expect, test } from 'vitest';
import { languages } from '#shared/catalog/languages.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { formatIn } from '#shared/wording/shop/format-in.ts';
import { sayIn } from '#shared/wording/shop/say-in.ts';
import { heldUntil, wasHeldUntil } from './held-until.ts';
import type { Shop } from './shop.ts';

const zone = 'Europe/Vienna';
const now = parseInstant('2026-11-22T22:30:00Z');
const tonight = parseInstant('2026-11-22T22:40:00Z');
const tomorrow = parseInstant('2026-11-23T22:30:00Z');

/** Nothing else of a shop is looked at. */
const shopIn = (language: (typeof languages)[number]) =>
  ({ zone, say: sayIn(language), format: formatIn(language, zone) }) as Shop;

test('[SH-10] a time that is not today is told with its day, in every language', () => {
  expect(languages.map(language => heldUntil(shopIn(language), tonight, now))).toEqual(
    languages.map(() => expect.stringMatching(/^\D*23:40\D*$/)),
  );
  expect(heldUntil(shopIn('en'), tomorrow, now)).toBe('Your places are kept until 23 November at 23:30.');
  expect(heldUntil(shopIn('de'), tomorrow, now)).toBe('Ihre Plätze sind bis zum 23. November um 23:30 reserviert.');
  expect(heldUntil(shopIn('fr'), tomorrow, now)).toBe('Vos places sont réservées jusqu’au 23 novembre à 23:30.');
  expect(heldUntil(shopIn('es'), tomorrow, now)).toBe(
    'Sus plazas están reservadas hasta el 23 de noviembre a las 23:30.',
  );
  expect(heldUntil(shopIn('ar'), tomorrow, now)).toMatch(/نوفمبر/);
});

test('[SH-10] and so is one that is over; midnight parts the days on the clocks of the event', () => {
  expect(wasHeldUntil(shopIn('en'), now, tomorrow)).toContain('kept until 22 November at 23:30 and are free again');
  expect(wasHeldUntil(shopIn('en'), now, tonight)).toContain('kept until 23:30 and');
  expect(heldUntil(shopIn('en'), parseInstant('2026-11-22T23:05:00Z'), now)).toContain('23 November at 00:05');
});

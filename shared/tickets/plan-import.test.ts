import { expect, test } from 'vitest';
import { anId } from '../testing/an-id.ts';
import { type ForeignRow, planImport } from './plan-import.ts';

const stalls = anId('TierId', 1);
const lounge = anId('TierId', 2);
const facts = {
  tiers: [
    { tierId: stalls, number: 1, name: 'Parkett' },
    { tierId: lounge, number: 2, name: 'Élégance' },
  ],
  fallbackTierId: null,
  takenCodes: new Set(['TAKEN']),
};
const row = (line: number, code: string, over: Partial<ForeignRow> = {}): ForeignRow => ({
  line,
  code,
  tier: 'parkett',
  holder: '',
  seat: '',
  ...over,
});

test('[TC-7] a row is good, or is told with its line and what is wrong', () => {
  const rows = [
    row(2, ' A-1 ', { holder: ' Anna Beck ' }),
    row(3, 'A-1'),
    row(4, ''),
    row(5, 'TAKEN'),
    row(6, 'A-2', { tier: 'Balcony' }),
    row(7, 'A-3', { tier: '' }),
    row(8, 'x'.repeat(501)),
    row(9, 'A-4', { tier: 'elegance', seat: '4' }),
    row(10, 'A-5', { tier: '2', holder: 'n'.repeat(201) }),
  ];
  const { good, bad } = planImport(rows, facts);
  expect(good).toEqual([
    { line: 2, code: 'A-1', tierId: stalls, holder: 'Anna Beck', seat: null },
    { line: 9, code: 'A-4', tierId: lounge, holder: null, seat: '4' },
  ]);
  expect(bad.map(({ line, field, sentence }) => `${line} ${field}: ${sentence}`)).toEqual([
    '3 code: line 2 has the same code',
    '4 code: this row has no code',
    '5 code: a ticket of this event has this code already',
    '6 tier: this event has no tier called “Balcony”',
    '7 tier: this row names no tier',
    '8 code: a code has at most 500 characters, this one 501',
    '10 holder: a name has at most 200 characters',
  ]);
});

test('[TC-5] codes differ by case and inner spaces', () => {
  const { good } = planImport([row(2, 'ab c'), row(3, 'AB C'), row(4, 'abc')], facts);
  expect(good).toHaveLength(3);
});

test('rows that name no tier go to the one for them', () => {
  const { good } = planImport([row(2, 'A', { tier: '' })], { ...facts, fallbackTierId: lounge });
  expect(good[0]?.tierId).toBe(lounge);
});

import { expect, test } from 'vitest';
import type { EventView } from '#shared/api/events.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { eventCalendar } from './event-calendar.ts';

const now = instantFromMs(Date.parse('2026-11-22T12:00:00Z'));
const evening = {
  eventId: 'evt_evening',
  version: 3,
  title: 'ليلة الموسيقى العربية، مع الفرقة الوطنية; أصوات, أوتار وحكايات طويلة من الأندلس إلى بغداد 🎻',
  venue: 'دار الأوبرا, القاعة الكبرى; الطابق الثاني',
  address: 'Ring 1\\2, 1010 Wien',
  description: 'First line, with a comma; and more.\nSecond line.\r\nThird \\n no break.\rFourth 🎻.',
  startsAt: instantFromMs(Date.parse('2026-12-01T18:30:00Z')),
  endsAt: instantFromMs(Date.parse('2026-12-01T21:00:00Z')),
  state: 'published',
} as unknown as EventView;
const page = { url: 'https://shop.example.test/events/evt_evening', now, organizer: 'Theater, Ring; Wien' };

/** As a calendar reads it: lines put together again, then each value without its escapes. */
function parsed(calendar: string): ReadonlyMap<string, string> {
  const lines = calendar.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  expect(lines.at(-1)).toBe('');
  const meanings: Readonly<Record<string, string>> = { n: '\n', N: '\n' };
  return new Map(
    lines.slice(0, -1).map(line => {
      const [, name = '', value = ''] = /^([A-Z]+):(.*)$/s.exec(line) ?? [];
      expect(value).not.toMatch(/[\r\n]/);
      return [name, value.replaceAll(/\\(.)/g, (_, letter: string) => meanings[letter] ?? letter)];
    }),
  );
}

test('what a calendar reads is what the event says: commas, semicolons, backslashes and line breaks, in any script', () => {
  const read = parsed(eventCalendar(evening, page));
  expect(read.get('SUMMARY')).toBe(evening.title);
  expect(read.get('LOCATION')).toBe(`${evening.venue}, ${evening.address}`);
  expect(read.get('DESCRIPTION')).toBe(evening.description.replaceAll(/\r\n?/g, '\n'));
  expect(read.get('PRODID')).toBe('-//Foyer//Theater, Ring; Wien//');
  expect([read.get('DTSTART'), read.get('DTEND'), read.get('URL')]).toEqual([
    '20261201T183000Z',
    '20261201T210000Z',
    page.url,
  ]);
});

test('no value is written with a comma or a semicolon that a calendar would take for its own', () => {
  const summary =
    eventCalendar(evening, page)
      .replaceAll('\r\n ', '')
      .match(/^SUMMARY:.*$/m)?.[0] ?? '';
  expect(summary).toContain('\\;');
  expect(summary).not.toMatch(/(?<!\\)[,;]/);
});

test('no line is longer than 75 bytes, and none is broken within a letter', () => {
  const bytes = Buffer.from(eventCalendar(evening, page));
  const lines = bytes
    .toString('latin1')
    .split('\r\n')
    .map(line => Buffer.from(line, 'latin1'));
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(75);
  const strict = new TextDecoder('utf-8', { fatal: true });
  expect(lines.map(line => strict.decode(line)).filter(line => line.startsWith(' ')).length).toBeGreaterThan(3);
  expect(bytes.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a long description is cut between two letters', () => {
  const calendar = eventCalendar({ ...evening, description: `${'x'.repeat(1_999)}🎻🎻` }, page);
  expect(parsed(calendar).get('DESCRIPTION')).toBe(`${'x'.repeat(1_999)}🎻`);
});

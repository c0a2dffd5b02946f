import { assert } from './assert.ts';
import type { Brand } from './ids.ts';
import { refusal } from './refusal.ts';

/** A moment in UTC, always written `2026-11-22T19:30:00.000Z`, so that text order is time order. */
export type Instant = Brand<string, 'Instant'>;

/** What a clock on a wall shows somewhere. Only this file turns it into an instant or back. */
export type LocalTime = { readonly date: string; readonly time: string; readonly zone: string };

const canonical = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

export function instantFromMs(ms: number): Instant {
  assert(Number.isFinite(ms), `an instant needs finite milliseconds, got ${ms}`);
  return new Date(ms).toISOString() as Instant;
}

export function instantMs(instant: Instant): number {
  return Date.parse(instant);
}

export function isInstant(raw: unknown): raw is Instant {
  return typeof raw === 'string' && canonical.test(raw) && !Number.isNaN(Date.parse(raw));
}

/** Any ISO 8601 moment with a zone, as its canonical instant. Refuses `bad-input` otherwise. */
export function parseInstant(raw: unknown): Instant {
  if (isMoment(raw)) return instantFromMs(Date.parse(raw));
  throw refusal('bad-input', { field: 'instant', sentence: 'a moment looks like 2026-11-22T19:30:00Z' });
}

/** A day that is in no calendar is no moment: `Date.parse` would read 30 February as 2 March. */
export function isMoment(raw: unknown): raw is string {
  if (typeof raw !== 'string') return false;
  const [, year, month, day] = iso.exec(raw) ?? [];
  const ms = year === undefined ? Number.NaN : Date.parse(raw);
  if (Number.isNaN(ms) || !canonical.test(instantFromMs(ms))) return false;
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

export function addMs(instant: Instant, ms: number): Instant {
  return instantFromMs(instantMs(instant) + ms);
}

/** `a` minus `b` in milliseconds. */
export function msBetween(a: Instant, b: Instant): number {
  return instantMs(a) - instantMs(b);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function zoneFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  try {
    zoneFormat(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall time at an instant: `{ date: '2026-11-22', time: '20:30:00', zone }`. */
export function toLocal(instant: Instant, zone: string): LocalTime {
  const parts = Object.fromEntries(
    zoneFormat(zone)
      .formatToParts(new Date(instant))
      .map(part => [part.type, part.value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
    zone,
  };
}

function wallMs(local: LocalTime): number {
  return Date.parse(`${local.date}T${local.time.length === 5 ? `${local.time}:00` : local.time}Z`);
}

/**
 * The instant of a wall time. An hour that happens twice is answered by `choose`; an hour that is skipped moves on by the gap
 * for `later` and back for `earlier`, as clocks do.
 */
export function toInstant(local: LocalTime, choose: 'earlier' | 'later'): Instant {
  const wall = wallMs(local);
  if (Number.isNaN(wall) || !isZone(local.zone))
    throw refusal('bad-input', { field: 'time', sentence: 'a wall time needs a date, a time and a known zone' });
  const offsetAt = (ms: number) => wallMs(toLocal(instantFromMs(ms), local.zone)) - Math.floor(ms / 1000) * 1000;
  const dayMs = 86_400_000;
  const candidates = [...new Set([wall - offsetAt(wall - dayMs), wall - offsetAt(wall + dayMs)])].sort((a, b) => a - b);
  const exact = candidates.filter(ms => ms + offsetAt(ms) === wall);
  const pool = exact.length > 0 ? exact : candidates;
  return instantFromMs(choose === 'earlier' ? Math.min(...pool) : Math.max(...pool));
}

import { type Instant, toLocal } from '../kernel/instant.ts';

/** OR-3, OR-9: how old somebody born on `birthDate` is on the date at the event's place; null when the date is none or in the future. */
export function ageOn(birthDate: string, at: Instant, zone: string): number | null {
  const born = parseDate(birthDate);
  const today = parseDate(toLocal(at, zone).date);
  if (born === null || today === null) return null;
  const hadBirthday = today.month > born.month || (today.month === born.month && today.day >= born.day);
  const age = today.year - born.year - (hadBirthday ? 0 : 1);
  return age < 0 ? null : age;
}

/** OR-3: is the age within the limits of a tier? Both ends belong to them. */
export function ageFits(
  age: number,
  limits: { readonly ageMin: number | null; readonly ageMax: number | null },
): boolean {
  return (limits.ageMin === null || age >= limits.ageMin) && (limits.ageMax === null || age <= limits.ageMax);
}

type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

/** A real day such as 2008-02-29, or null. */
export function parseDate(text: string): CalendarDate | null {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1900) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : null;
}

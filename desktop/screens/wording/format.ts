import type { Language } from '#shared/catalog/languages.ts';
import { type Instant, toLocal } from '#shared/kernel/instant.ts';

/** Digits stay Latin in every language: they are compared with printed tickets and clocks on walls. */
export function localeOf(language: Language): string {
  return `${language}-u-nu-latn`;
}

/** `19:58`, in the event's zone. */
export function clockTime(at: Instant, zone: string): string {
  return toLocal(at, zone).time.slice(0, 5);
}

/** `19:58:07`, where seconds tell two scans apart. */
export function clockSeconds(at: Instant, zone: string): string {
  return toLocal(at, zone).time;
}

/** `19:58`, or with the day before it when that is another day than now. */
export function clockTimeOn(at: Instant, now: Instant, zone: string, language: Language): string {
  const time = clockTime(at, zone);
  return toLocal(at, zone).date === toLocal(now, zone).date ? time : `${dayOf(at, zone, language)} ${time}`;
}

/** `Sun 22 Nov`, in the event's zone. */
export function dayOf(at: Instant, zone: string, language: Language): string {
  const { date } = toLocal(at, zone);
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${date}T12:00:00Z`));
}

/** A short age: `3 s`, `12 min`, `5 h`, `2 d`. */
export function ageOf(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [count, unit] =
    seconds < 60
      ? ([seconds, 'second'] as const)
      : seconds < 5400
        ? ([Math.round(seconds / 60), 'minute'] as const)
        : seconds < 172_800
          ? ([Math.round(seconds / 3600), 'hour'] as const)
          : ([Math.round(seconds / 86_400), 'day'] as const);
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

/** What is left of a countdown: `4:05`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function wholeNumber(count: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(count);
}

/** The zone of this machine, for what has no event. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

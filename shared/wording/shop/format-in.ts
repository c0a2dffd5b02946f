import type { Language } from '../../catalog/languages.ts';
import { type Instant, toLocal } from '../../kernel/instant.ts';
import { currencyExponent } from '../../kernel/money.ts';
import { localeOf } from '../icu.ts';

export type ShopFormat = {
  readonly money: (minor: number, currency: string) => string;
  /** Sunday, 22 November 2026 */
  readonly day: (instant: Instant) => string;
  /** 20:30 */
  readonly time: (instant: Instant) => string;
  /** 22 November, 20:30 */
  readonly dayTime: (instant: Instant) => string;
  /** The day of an event, or its days when the next one begins before it is over. */
  readonly days: (from: Instant, to: Instant) => string;
  /** Sun 22 Nov, for lists. */
  readonly shortDay: (instant: Instant) => string;
};

/** Sums, days and times as a language writes them, on the clocks of a zone. */
export function formatIn(language: Language, zone: string): ShopFormat {
  const key = `${language} ${zone}`;
  const known = formats.get(key) ?? make(language, zone);
  formats.set(key, known);
  return known;
}

const formats = new Map<string, ShopFormat>();
const sums = new Map<string, Intl.NumberFormat>();
// A night goes on past midnight and is still that day's.
const nightMs = 10 * 3_600_000;

function make(language: Language, timeZone: string): ShopFormat {
  const locale = localeOf(language);
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const day = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const time = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayTime = dates({ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const at = (instant: Instant) => new Date(instant);
  return {
    money: (minor, currency) => {
      const exponent = currencyExponent(currency);
      const format =
        sums.get(`${locale} ${currency}`) ??
        new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          minimumFractionDigits: exponent,
          maximumFractionDigits: exponent,
        });
      sums.set(`${locale} ${currency}`, format);
      return format.format(minor / 10 ** exponent);
    },
    day: instant => day.format(at(instant)),
    shortDay: instant => shortDay.format(at(instant)),
    time: instant => time.format(at(instant)),
    dayTime: instant => dayTime.format(at(instant)),
    days: (from, to) => {
      const sameNight =
        toLocal(from, timeZone).date === toLocal(to, timeZone).date || Date.parse(to) - Date.parse(from) < nightMs;
      return sameNight ? day.format(at(from)) : day.formatRange(at(from), at(to));
    },
  };
}

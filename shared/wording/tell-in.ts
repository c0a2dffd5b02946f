import type { Language } from '../catalog/languages.ts';
import { type Instant, isInstant, toLocal } from '../kernel/instant.ts';
import { currencyExponent } from '../kernel/money.ts';
import type { Tell } from './catalogue.ts';

/** Times and lists in a language, with figures as they stand on tickets. Without `now` every time has its date. */
export function tellIn(place: {
  readonly zone: string;
  readonly language: Language;
  readonly now: Instant | null;
}): Tell {
  const { zone, language, now } = place;
  const locale = `${language === 'en' ? 'en-GB' : language}-u-nu-latn`;
  const clock = formatOf(locale, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dated = formatOf(locale, zone, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const today = now === null ? null : toLocal(now, zone).date;
  return {
    time: instant => {
      if (!isInstant(instant)) return instant;
      return (toLocal(instant, zone).date === today ? clock : dated).format(new Date(instant));
    },
    list: items => new Intl.ListFormat(locale, { type: 'disjunction' }).format(items),
    minutes: ms => String(Math.max(1, Math.round(ms / 60_000))),
    money: (minor, currency) => {
      const digits = currencyExponent(currency);
      const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return new Intl.NumberFormat(locale, { style: 'currency', currency, ...fractions }).format(minor / 10 ** digits);
    },
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${options.month ?? ''}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, known);
  return known;
}

import type { Language } from '../../catalog/languages.ts';
import { icu, type Say } from '../icu.ts';
import { writingDirection } from '../language.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type ShopMessage } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export type ShopSay = Say<ShopMessage>;

/** Every language's messages of the shop. */
export const shopCatalogues: Readonly<Record<Language, Readonly<Record<ShopMessage, string>>>> = { en, de, fr, es, ar };

/** The shop's words in a language. */
export function sayIn(language: Language): ShopSay {
  const known = says.get(language) ?? apart(language, icu<ShopMessage>(language, shopCatalogues[language]));
  says.set(language, known);
  return known;
}

const says = new Map<Language, ShopSay>();

/** A name in Latin letters inside a sentence from right to left keeps its own direction and changes nothing around it. */
function apart(language: Language, say: ShopSay): ShopSay {
  if (writingDirection(language) === 'ltr') return say;
  return (message, values = {}) =>
    say(
      message,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'string' && /[a-z]/i.test(value) ? `\u2068${value}\u2069` : value,
        ]),
      ),
    );
}

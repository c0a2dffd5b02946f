import type { Language } from '../../catalog/languages.ts';
import { icu, type Say } from '../icu.ts';
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
  const known = says.get(language) ?? icu<ShopMessage>(language, shopCatalogues[language]);
  says.set(language, known);
  return known;
}

const says = new Map<Language, ShopSay>();

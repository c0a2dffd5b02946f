import type { Language } from '../../catalog/languages.ts';
import { icu, type Say } from '../icu.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type OrderMessage } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export type OrderSay = Say<OrderMessage>;

/** Every language's messages of mails, papers and the page of an order. */
export const orderCatalogues: Readonly<Record<Language, Readonly<Record<OrderMessage, string>>>> = {
  en,
  de,
  fr,
  es,
  ar,
};

/** The words of mails, papers and order pages in a language. */
export function orderSayIn(language: Language): OrderSay {
  const known = says.get(language) ?? icu<OrderMessage>(language, orderCatalogues[language]);
  says.set(language, known);
  return known;
}

const says = new Map<Language, OrderSay>();

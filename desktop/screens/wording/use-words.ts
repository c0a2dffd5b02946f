import { createContext, use } from 'react';
import type { Language } from '#shared/catalog/languages.ts';
import { writingDirection } from '#shared/wording/language.ts';
import { ar } from './words-ar.ts';
import { de } from './words-de.ts';
import { en, type WordKey, type Words } from './words-en.ts';
import { es } from './words-es.ts';
import { fr } from './words-fr.ts';

/** A sentence by its key, with `{facts}` filled in. */
export type Say = (key: WordKey, facts?: Readonly<Record<string, string | number>>) => string;

const wordsOf: Readonly<Record<Language, Words>> = { en, de, fr, es, ar };

export const LanguageContext = createContext<Language>('en');

export function useWords(): { readonly say: Say; readonly language: Language; readonly dir: 'ltr' | 'rtl' } {
  const language = use(LanguageContext);
  return { say: sayIn(language), language, dir: writingDirection(language) };
}

export function sayIn(language: Language): Say {
  const words = wordsOf[language];
  return (key, facts = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

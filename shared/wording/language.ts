import { type Language, languages } from '../catalog/languages.ts';

/** The first of the wanted languages we speak, as in `de-AT, en;q=0.8`; English otherwise. */
export function chooseLanguage(wanted: readonly string[] | string): Language {
  const tags = typeof wanted === 'string' ? wanted.split(',') : wanted;
  for (const tag of tags) {
    const spoken = languages.find(language => tag.trim().toLowerCase().split(/[-_;]/)[0] === language);
    if (spoken !== undefined) return spoken;
  }
  return 'en';
}

export function writingDirection(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

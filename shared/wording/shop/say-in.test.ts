import { expect, test } from 'vitest';
import { type Language, languages } from '../../catalog/languages.ts';
import { localeOf } from '../icu.ts';
import { en, type ShopMessage } from './en.ts';
import { sayIn, shopCatalogues } from './say-in.ts';

const messages = Object.keys(en) as ShopMessage[];

/** The names in braces that are arguments: not the words of a plural's branches. */
function argumentsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? ''))]
    .filter(name => !/^[A-Z]/.test(name))
    .sort();
}

const sample = (text: string) => Object.fromEntries(argumentsOf(text).map(name => [name, 3]));

test.each(languages)('[SH-6] the shop says everything in %s, and each sentence can be said', language => {
  const catalogue = shopCatalogues[language];
  expect(Object.keys(catalogue)).toEqual(messages);
  const say = sayIn(language);
  for (const message of messages) {
    expect(catalogue[message].trim(), message).not.toBe('');
    expect(say(message, sample(en[message])), message).not.toMatch(/[{}]/);
  }
});

test.each(languages.filter((language): language is Exclude<Language, 'en'> => language !== 'en'))(
  '[SH-6] %s takes the same facts as English, with every form its counting has',
  language => {
    const catalogue = shopCatalogues[language];
    const forms = new Intl.PluralRules(localeOf(language)).resolvedOptions().pluralCategories;
    for (const message of messages) {
      const text = catalogue[message];
      expect(argumentsOf(text), message).toEqual(argumentsOf(en[message]));
      if (!text.includes(', plural,')) continue;
      const said = [...text.matchAll(/\b(zero|one|two|few|many|other) \{/g)].map(([, form]) => form ?? '');
      const needed = language === 'ar' ? forms : ['one', 'other'];
      expect([...new Set(said)].sort(), message).toEqual([...needed].sort());
    }
  },
);

test('[SH-6] counting follows the language', () => {
  expect(sayIn('en')('tiers.last', { count: 1 })).toBe('The last one');
  expect(sayIn('de')('tiers.last', { count: 12 })).toBe('Die letzten 12');
  expect(sayIn('ar')('tiers.last', { count: 2 })).toBe('آخر تذكرتين');
});

test('[SH-6] a name in Latin letters stands apart in a sentence from right to left', () => {
  const said = sayIn('ar')('offer.text', { count: 1, tier: 'Guest', time: '23 نوفمبر في 11:21' });
  expect(said).toContain('11:21: \u2068Guest\u2069');
  expect(sayIn('en')('event.map')).not.toContain('\u2068');
});

import { expect, test } from 'vitest';
import { ar } from './words-ar.ts';
import { de } from './words-de.ts';
import { en, type WordKey } from './words-en.ts';
import { es } from './words-es.ts';
import { fr } from './words-fr.ts';

const factsIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();

test.each(Object.entries({ de, fr, es, ar }))('%s tells the same facts as English in every sentence', (_, words) => {
  for (const key of Object.keys(en) as WordKey[]) expect(factsIn(words[key]), key).toEqual(factsIn(en[key]));
});

test('no sentence of ours shouts', () => {
  for (const words of [en, de, fr, es, ar]) expect(Object.values(words).filter(text => text.includes('!'))).toEqual([]);
});

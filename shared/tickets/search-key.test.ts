import { expect, test } from 'vitest';
import { foldSearch, searchKeyOf } from './search-key.ts';

test('a name is found without its accents, in any case', () => {
  expect(foldSearch('  Žižková,  ANNA-Léa ')).toBe('zizkova anna lea');
  expect(foldSearch("O'Brien Straße Søren Łukasz")).toBe('obrien strasse soren lukasz');
  expect(foldSearch('ليلى أحمد')).toBe('ليلى احمد');
});

test('folding twice changes nothing', () => {
  for (const text of ['Žižková', 'ﬁancée', 'İstanbul', '山田 太郎'])
    expect(foldSearch(foldSearch(text))).toBe(foldSearch(text));
});

test('a key has each word once and keeps neither the mail domain nor the whole phone', () => {
  const key = searchKeyOf({
    holder: 'Anna Beck',
    buyerName: 'Jonas Beck',
    buyerEmail: 'jonas.beck@example.org',
    buyerPhone: '+43 660 123 45 67',
  });
  expect(key).toBe('anna beck jonas 4567');
});

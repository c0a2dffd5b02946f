import { expect, test } from 'vitest';
import { languages } from '../../catalog/languages.ts';
import { en, type OrderMessage } from './en.ts';
import { orderCatalogues, orderSayIn } from './say-in.ts';

const values = {
  count: 2,
  number: 1,
  name: 'Ada',
  event: 'Gala',
  ref: '7KQ2M',
  sum: '4 EUR',
  time: '20:00',
  tier: 'Stalls',
  day: '1 May',
  email: 'ada@example.org',
  rate: '20 %',
  text: 'closed',
};
const argumentsOf = (text: string) => Object.keys(values).filter(name => new RegExp(`\\{${name}[,}]`).test(text));

test('every language says every message, with the same arguments and no broken pattern', () => {
  for (const language of languages)
    for (const name of Object.keys(en) as OrderMessage[]) {
      expect(orderSayIn(language)(name, values), `${language} ${name}`).not.toMatch(/[{}]/);
      expect(argumentsOf(orderCatalogues[language][name]), `${language} ${name}`).toEqual(argumentsOf(en[name]));
    }
});

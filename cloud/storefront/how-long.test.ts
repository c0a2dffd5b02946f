import { expect, test } from 'vitest';
import { languages } from '#shared/catalog/languages.ts';
import { sayIn } from '#shared/wording/shop/say-in.ts';
import { howLong } from './how-long.ts';

const say = (minutes: number) => languages.map(language => howLong({ say: sayIn(language) }, minutes));

test('[WR-6] a wait of hours is told in hours and minutes, to five minutes, in every language', () => {
  expect(say(1)[0]).toBe('That is about a minute.');
  expect(say(59)[0]).toBe('That is about 59 minutes.');
  expect(say(60)).toEqual([
    'That is about an hour.',
    'Das dauert etwa eine Stunde.',
    'Cela fait environ une heure.',
    'Es una hora, más o menos.',
    'هذا نحو ساعة.',
  ]);
  expect(say(206)).toEqual([
    'That is about 3 hours and 30 minutes.',
    'Das dauert etwa 3 Stunden und 30 Minuten.',
    'Cela fait environ 3 heures et 30 minutes.',
    'Es unas 3 horas y 30 minutos, más o menos.',
    'هذا نحو 3 ساعات و30 دقيقة.',
  ]);
  expect(say(121).at(-1)).toBe('هذا نحو ساعتين و5 دقائق.');
});

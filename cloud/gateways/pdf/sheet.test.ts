import { expect, test } from 'vitest';
import { parseInstant } from '#shared/kernel/instant.ts';
import { Sheet } from './sheet.ts';

test('[ML-13] a word that is wider than its column goes on in the next line, and what follows stands below', async () => {
  const sheet = new Sheet({ title: 't', author: 'a', language: 'de', madeAt: parseInstant('2026-11-23T10:00:00Z') });
  sheet.addPage();
  const style = { size: 10 };
  const linesOf = (text: string) => Math.round(sheet.text(text, { start: 0, top: 0, width: 100 }, style) / 13.5);
  expect(['Parkett', 'Parkett und noch ein Rang dazu', 'Donaudampfschifffahrtsgesellschaft', ''].map(linesOf)).toEqual([
    1, 2, 2, 1,
  ]);
  const drawn: string[] = [];
  const text = sheet.doc.text.bind(sheet.doc);
  sheet.doc.text = ((piece: string, ...rest: [number, number, object]) => {
    drawn.push(piece);
    return text(piece, ...rest);
  }) as typeof sheet.doc.text;
  sheet.text('Donaudampfschifffahrtsgesellschaft', { start: 0, top: 0, width: 100 }, style);
  expect([drawn.length > 1, drawn.join('')]).toEqual([true, 'Donaudampfschifffahrtsgesellschaft']);
  for (const piece of drawn)
    expect(sheet.doc.font('latin regular').fontSize(10).widthOfString(piece)).toBeLessThan(100);
  await sheet.end();
});

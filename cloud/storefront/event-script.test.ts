import path from 'node:path';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { compileSource } from './load-tsx.ts';

const script = compileSource(path.join(import.meta.dirname, 'scripts/event.ts')).replace(/^export \{\};?$/m, '');

/** A line of the page with as much of a browser's as the script touches. */
function aRow(tierId: string) {
  const input = { disabled: false, max: '9', value: '5', dataset: { price: '100', currency: 'EUR' } };
  const words = { textContent: '' };
  const parts: Readonly<Record<string, object>> = { input, '[data-left]': words };
  return {
    input,
    words,
    dataset: { tier: tierId },
    classList: { toggle() {} },
    querySelector: (name: string) => parts[name] ?? null,
    querySelectorAll: () => [],
  };
}

test('[SH-5] what is left is asked of every tier that is shown, also of one that a code opened, and no code is sent', async () => {
  const rows = [aRow('tier_public'), aRow('tier_opened')];
  const asked: string[] = [];
  let look = () => {};
  const form = {
    dataset: { availability: '/events/1/availability' },
    classList: { add() {} },
    addEventListener() {},
    querySelectorAll: () => rows,
    querySelector: (name: string) => rows.find(row => name === `[data-tier="${row.dataset.tier}"]`) ?? null,
  };
  vm.runInNewContext(script, {
    document: { querySelector: () => form, addEventListener() {}, visibilityState: 'visible' },
    location: { search: '?code=MALVOLIO' },
    addEventListener() {},
    setInterval: (run: () => void) => {
      look = run;
    },
    fetch: async (url: string) => {
      asked.push(url);
      const tiers = [{ tierId: 'tier_opened', max: 2, words: 'The last 2', offered: true }];
      return { ok: true, json: async () => ({ tiers }) };
    },
  });
  look();
  await new Promise(resolve => setImmediate(resolve));
  expect(asked).toEqual(['/events/1/availability?tiers=tier_public,tier_opened']);
  expect(rows.map(({ input, words }) => [input.value, words.textContent])).toEqual([
    ['5', ''],
    ['2', 'The last 2'],
  ]);
});

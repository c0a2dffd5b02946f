import { expect, test } from 'vitest';
import { goOn } from './go-on.ts';

test('[LE-2] an organization whose books cannot be read is told of and counted, and those behind it have their turn', async () => {
  const seen: string[] = [];
  const failed = await goOn(
    ['alpha', 'beta', 'gamma'],
    async org => {
      if (org === 'beta') throw new Error('the provider lists nothing');
      seen.push(org);
    },
    (org, error) => seen.push(`${org}: ${error instanceof Error ? error.message : error}`),
  );
  expect([failed, seen]).toEqual([1, ['alpha', 'beta: the provider lists nothing', 'gamma']]);
});

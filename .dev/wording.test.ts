import { expect, test } from 'vitest';
import { orderCatalogues } from '#shared/wording/orders/say-in.ts';
import { shopCatalogues } from '#shared/wording/shop/say-in.ts';
import { isTest, trackedFiles } from './architecture/tracked-files.ts';

const said = trackedFiles().filter(
  file =>
    /^(?:cloud|shared)\/.*\.tsx?$/.test(file.path) &&
    !/^shared\/wording\/(?:shop|orders)\//.test(file.path) &&
    !isTest(file),
);
const text = said.map(file => file.text).join('\n');
/** `page.refund.${state}` says every message that begins and ends like it. */
const patterns = [...text.matchAll(/`([a-z]\w*\.[^`\n]*\$\{[^`\n]*)`/gi)].map(
  ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
);
/** `${letter}.subject` says it of every letter that is named. */
const endings = [...text.matchAll(/`\$\{\w+\}(\.[\w.]+)`/g)].map(([, ending = '']) => ending);

function isSaid(message: string): boolean {
  const named = (name: string) => text.includes(`'${name}'`);
  if (named(message) || patterns.some(pattern => pattern.test(message))) return true;
  return endings.some(ending => message.endsWith(ending) && named(message.slice(0, -ending.length)));
}

test.each([
  ['the shop', shopCatalogues.en],
  ['orders, mails and papers', orderCatalogues.en],
])('every message of %s is said somewhere', (_, messages) => {
  expect(Object.keys(messages).filter(message => !isSaid(message))).toEqual([]);
});

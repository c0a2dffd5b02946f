import { expect, test } from 'vitest';
import { logoElsewhere } from './logo-elsewhere.ts';

test('[SH-12] mails and chats are shown a picture from its whole address, and no drawing', () => {
  const shop = 'https://tickets.example/o/lantern';
  expect(
    [null, '/logo/00ff.png', '/logo/00ff-light.svg', 'https://cdn.example/a.jpeg', 'https://cdn.example/a.svg'].map(
      url => logoElsewhere(shop, url),
    ),
  ).toEqual([null, `${shop}/logo/00ff.png`, null, 'https://cdn.example/a.jpeg', null]);
});

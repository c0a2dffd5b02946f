import { expect, test } from 'vitest';
import { logoElsewhere } from './logo-elsewhere.ts';

test('[SH-12] [SH-13] mails are shown a picture from its whole address, with what it has to stand on, and no drawing', () => {
  const shop = 'https://tickets.example/o/lantern';
  const seen = (url: string | null) => logoElsewhere(shop, url);
  expect([null, '/logo/00ff-light.svg', 'https://cdn.example/a.svg'].map(seen)).toEqual([null, null, null]);
  expect(seen('/logo/00ff.png')).toEqual({ address: `${shop}/logo/00ff.png`, ground: 'paper' });
  expect(seen('/logo/00ff-light.png')).toEqual({ address: `${shop}/logo/00ff-light.png`, ground: 'house' });
  expect(seen('https://cdn.example/a-light.jpeg')).toEqual({
    address: 'https://cdn.example/a-light.jpeg',
    ground: 'paper',
  });
});

import { expect, test } from 'vitest';
import { canonicalAddress } from './canonical-address.ts';

test('[SH-1] a slash at the end and capitals in the short name are no part of an address', () => {
  const told = (path: string) => canonicalAddress(`https://tickets.example${path}`);
  expect(told('/o/theater-am-ring/')).toBe('/o/theater-am-ring');
  expect(told('/o/Theater-am-Ring?lang=de')).toBe('/o/theater-am-ring?lang=de');
  expect(told('/o/ALPHA/events/evt_01JD2QF6///')).toBe('/o/alpha/events/evt_01JD2QF6');
  expect(told('/events/evt_01JD2QF6/?n1=2')).toBe('/events/evt_01JD2QF6?n1=2');
  for (const path of ['/', '/o/alpha', '/o/alpha/orders/AbC', '//elsewhere.example/', '/api/orgs/', '///'])
    expect(told(path), path).toBeNull();
});

import { expect, test } from 'vitest';
import { at } from '../testing/a-mirror-ticket.ts';
import { aSigningKey } from '../testing/a-signing-key.ts';
import { anId } from '../testing/an-id.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { encodeTicketCode } from '../tickets/ticket-code.ts';
import { type CodeRead, isSameScan } from './same-scan.ts';

const { key, sign } = aSigningKey(seededRandom(3).bytes);
const text = encodeTicketCode(
  {
    keyRef: key.ref,
    eventRef: '0000000010',
    ticketId: anId('TicketId', 1),
    tierNumber: 1,
    notBefore: null,
    notAfter: null,
  },
  sign,
);
const last: CodeRead = { text, at: at('20:00:00'), direction: 'in', mode: 'admit', confirmed: [] };

test.each<[string, Partial<CodeRead>, boolean]>([
  ['a moment later it is one scan', { at: at('20:00:02') }, true],
  ['after three seconds it is another', { at: at('20:00:03') }, false],
  ['small letters and O for 0 are the same code', { text: text.toLowerCase().replaceAll('0', 'o') }, true],
  ['another code is another scan', { text: `${text.slice(0, -1)}Z` }, false],
  ['out is not in', { direction: 'out' }, false],
  ['verifying is not admitting', { mode: 'verify' }, false],
  ['answering what was asked is a new scan', { confirmed: ['age'] }, false],
  ['a clock set back a little does not make it two', { at: at('19:59:59') }, true],
])('[CK-23] %s', (_, over, same) => {
  expect(isSameScan(last, { ...last, ...over })).toBe(same);
});

test('[CK-23] foreign codes differ by their letters’ case', () => {
  const foreign = { ...last, text: 'TT-4711 a' };
  expect(isSameScan(foreign, { ...foreign, text: 'TT-4711 a\r' })).toBe(true);
  expect(isSameScan(foreign, { ...foreign, text: 'TT-4711 A' })).toBe(false);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { orderLink, readOrderLink, ticketLink } from './order-link.ts';

const { bytes } = seededRandom(5);
const secret = bytes(32);
const orgId = mintId('OrgId', bytes);
const orderId = mintId('OrderId', bytes);

test('[ML-4] a link says whose order it opens, and in which version', () => {
  expect(readOrderLink(secret, orderLink(secret, orgId, orderId, 513))).toEqual({
    kind: 'order',
    orgId,
    orderId,
    version: 513,
  });
});

test('[ML-4] the link of a ticket that was passed on opens that ticket alone', () => {
  const eventId = mintId('EventId', bytes);
  const ticketId = mintId('TicketId', bytes);
  const link = ticketLink(secret, orgId, eventId, ticketId);
  expect(readOrderLink(secret, link)).toEqual({ kind: 'ticket', orgId, eventId, ticketId });
});

test('[ML-4] a link with any letter changed, cut or added opens nothing', () => {
  const link = orderLink(secret, orgId, orderId);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  fc.assert(
    fc.property(fc.nat(link.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
      const other = link.slice(0, at) + letter + link.slice(at + 1);
      return other === link || readOrderLink(secret, other) === null;
    }),
    { seed: 11, verbose: true },
  );
  for (const other of ['', link.slice(1), link.slice(0, -1), `${link}A`, `${link}=`, 'x'.repeat(10_000)])
    expect(readOrderLink(secret, other)).toBeNull();
  expect(readOrderLink(bytes(32), link)).toBeNull();
});

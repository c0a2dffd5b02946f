import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDoorEvent } from '../testing/a-door-event.ts';
import { aMirrorTicket } from '../testing/a-mirror-ticket.ts';
import { aSigningKey, verifyEd25519 } from '../testing/a-signing-key.ts';
import { anId } from '../testing/an-id.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { selfTestCode } from '../tickets/self-test-code.ts';
import { encodeTicketCode } from '../tickets/ticket-code.ts';
import { type CodeLookups, identifyCode } from './identify-code.ts';
import type { MirrorTicket } from './mirror.ts';

const { key, sign } = aSigningKey(seededRandom(5).bytes);
const event = aDoorEvent({ keys: [key] });
const ticket = aMirrorTicket();
const text = encodeTicketCode(
  { keyRef: key.ref, eventRef: event.ref, ticketId: ticket.ticketId, tierNumber: 1, notBefore: null, notAfter: null },
  sign,
);

function lookups(over: Partial<CodeLookups> = {}, imported: Readonly<Record<string, MirrorTicket>> = {}): CodeLookups {
  return {
    event,
    verify: verifyEd25519,
    eventByRef: ref => (ref === event.ref ? event : null),
    mayKnowEvent: () => true,
    ticketById: ticketId => (ticketId === ticket.ticketId ? ticket : null),
    ticketsByImportedCode: code => {
      const found = Object.hasOwn(imported, code) ? imported[code] : undefined;
      return found === undefined ? [] : [{ eventId: event.eventId, eventTitle: event.title, ticket: found }];
    },
    ...over,
  };
}

test('[TC-1] a code is the ticket of its id, however it was typed', () => {
  expect(identifyCode(`${text.toLowerCase()}\r\n`, lookups())).toEqual({ kind: 'ticket', ticket });
  expect(identifyCode(text, lookups({ ticketById: () => null }))).toMatchObject({
    kind: 'signed',
    ticketId: ticket.ticketId,
    tierNumber: 1,
  });
});

test('[TC-5] an imported code is found by exact text, less what a reader adds', () => {
  const foreign = aMirrorTicket({ ticketId: anId('TicketId', 2), importedCode: 'TT 4711a' });
  const roster = lookups({}, { 'TT 4711a': foreign });
  for (const read of ['TT 4711a', 'TT 4711a\r\n', ' TT 4711a', ']C1TT 4711a'])
    expect(identifyCode(read, roster)).toEqual({ kind: 'ticket', ticket: foreign });
  for (const read of ['TT4711a', 'tt 4711a', 'TT 4711A'])
    expect(identifyCode(read, roster)).toEqual({ kind: 'unknown' });
});

test('[TC-5] a code of another house that was imported here is its ticket, not forged', () => {
  const otherHouse = aSigningKey(seededRandom(6).bytes);
  const theirs = encodeTicketCode(
    {
      keyRef: otherHouse.key.ref,
      eventRef: event.ref,
      ticketId: anId('TicketId', 9),
      tierNumber: 1,
      notBefore: null,
      notAfter: null,
    },
    otherHouse.sign,
  );
  const foreign = aMirrorTicket({ ticketId: anId('TicketId', 2), importedCode: theirs });
  expect(identifyCode(theirs, lookups())).toEqual({ kind: 'forged', why: 'key-unknown' });
  expect(identifyCode(theirs, lookups({}, { [theirs]: foreign }))).toEqual({ kind: 'ticket', ticket: foreign });
});

test('[CK-42] the self-test code is known in any case', () => {
  expect(identifyCode(selfTestCode.toLowerCase(), lookups())).toEqual({ kind: 'self-test' });
});

test('[CK-3] a code of an event nobody here has heard of is elsewhere, not named', () => {
  expect(identifyCode(text, lookups({ eventByRef: () => null }))).toEqual({ kind: 'elsewhere', eventTitle: null });
});

test('[TC-4] any bytes, as Latin or as Unicode text, up to 10 kB and beyond, match nothing and break nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12_000, size: 'max' }), bytes => {
      for (const read of [Buffer.from(bytes).toString('latin1'), Buffer.from(bytes).toString('utf8')])
        expect(identifyCode(read, lookups())).toEqual({ kind: 'unknown' });
    }),
    { numRuns: 100 },
  );
  expect(identifyCode(`${text}${' '.repeat(20_000)}`, lookups())).toEqual({ kind: 'unknown' });
  expect(identifyCode('__proto__', lookups())).toEqual({ kind: 'unknown' });
});

test('[TC-4] [CK-2] whatever is changed in a code, it is never another ticket', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: text.length - 1 }),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        const match = identifyCode(changed, lookups());
        if (changed === text) expect(match.kind).toBe('ticket');
        else expect(['forged', 'elsewhere', 'unknown']).toContain(match.kind);
      },
    ),
  );
});

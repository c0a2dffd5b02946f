import { expect, test } from 'vitest';
import { aDoorCheckpoint, aDoorEvent, aDoorTier } from '../testing/a-door-event.ts';
import { aMirrorScan, aMirrorTicket, at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { aScan, scanFacts } from '../testing/scan-facts.ts';
import { tellVerdict } from '../testing/tell-verdict.ts';
import { decideGroup, type GroupMember } from './decide-group.ts';
import { freeAddOns } from './match-add-on.ts';
import type { ScanFacts } from './types.ts';

function aMember(number: number, over: Partial<ScanFacts> = {}): GroupMember {
  const ticketId = anId('TicketId', number);
  return { ticketId, facts: scanFacts({ ticket: aMirrorTicket({ ticketId }), ...over }), scan: aScan() };
}

const verdicts = (members: readonly GroupMember[]) =>
  decideGroup(members, at('20:00')).map(({ verdict }) => tellVerdict(verdict));

test('[CK-26] each ticket of an order has its own verdict, in the order given', () => {
  const used = aMember(2, { history: [aMirrorScan({ ticketId: anId('TicketId', 2) })] });
  expect(verdicts([aMember(1), used, aMember(3)])).toEqual([
    'admit',
    'refuse CK-14 already-used 1: 19:58 Gate 1 Laptop A Kim',
    'admit',
  ]);
});

test('[CK-40] a group does not fill a zone beyond its places', () => {
  const zoneInside = 478;
  expect(verdicts([1, 2, 3].map(number => aMember(number, { zoneInside })))).toEqual([
    'admit',
    'admit',
    'refuse CK-15 zone-full',
  ]);
});

test('[CK-40] children follow their guardian in one go, whoever is listed first', () => {
  const child = aDoorTier({ child: { childrenPerGuardianMax: 2, guardianTierIds: [] } });
  const guardian = { ticketId: anId('TicketId', 2), holder: 'Grace Hopper', inside: false };
  const facts = { event: aDoorEvent({ tiers: [child] }), guardian };
  const adult = aMember(2);
  expect(verdicts([aMember(1, facts), adult])).toEqual(['admit', 'admit']);
  expect(verdicts([aMember(1, facts)])).toEqual(['ask CK-16 guardian Grace Hopper']);
});

const [loungeTier, stallsTier] = [anId('TierId', 2), anId('TierId', 1)];
const loungeDoor = aDoorCheckpoint({ admitsTierIds: [loungeTier], matchesAddOns: true });
const addOn = aMirrorTicket({ ticketId: anId('TicketId', 8), tierId: loungeTier });

test('[CK-40] [CK-41] one add-on opens the door for one of the group', () => {
  const facts = { checkpoint: loungeDoor, addOns: [addOn] };
  expect(verdicts([aMember(1, facts), aMember(2, facts)])).toEqual(['admit', 'refuse CK-11 wrong-gate: Main entrance']);
});

test('[CK-41] an add-on is free until it is used, by its own scan or by another ticket of the order', () => {
  const [mine, other] = [aMirrorTicket(), aMirrorTicket({ ticketId: anId('TicketId', 2), tierId: stallsTier })];
  const free = (scans: Parameters<typeof freeAddOns>[0]['scans'], ...more: readonly (typeof addOn)[]) =>
    freeAddOns({
      ticket: mine,
      orderTickets: [mine, other, addOn, ...more],
      event: aDoorEvent(),
      checkpoint: loungeDoor,
      scans,
    }).map(ticket => ticket.ticketId);
  const secondAddOn = { ...addOn, ticketId: anId('TicketId', 9) };
  expect(free([])).toEqual([addOn.ticketId]);
  expect(free([aMirrorScan({ ticketId: other.ticketId })])).toEqual([]);
  expect(free([aMirrorScan({ ticketId: addOn.ticketId })])).toEqual([]);
  expect(free([aMirrorScan({ ticketId: other.ticketId })], secondAddOn)).toHaveLength(1);
  expect(free([], { ...secondAddOn, disputed: true })).toEqual([addOn.ticketId]);
});

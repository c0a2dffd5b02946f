import { expect, test } from 'vitest';
import { anId } from '../testing/an-id.ts';
import { checkGuardians, childrenLeftAlone, type NamedGuardian, type OrderedTicket } from './check-guardians.ts';

const [adultTier, childTier, otherTier] = [anId('TierId', 1), anId('TierId', 2), anId('TierId', 3)];
const tiers = [
  { tierId: adultTier, child: null },
  { tierId: childTier, child: { childrenPerGuardianMax: 2, guardianTierIds: [adultTier] } },
  { tierId: otherTier, child: null },
];
const ticket = (number: number, tierId = adultTier, named: number | null = null): OrderedTicket => ({
  ticketId: anId('TicketId', number),
  tierId,
  guardianTicketId: named === null ? null : anId('TicketId', named),
});
const child = (number: number, named: number | null = null) => ticket(number, childTier, named);
const sold = (over: Partial<NamedGuardian> = {}): NamedGuardian => ({
  ticketId: anId('TicketId', 50),
  tierId: adultTier,
  live: true,
  children: 0,
  ...over,
});

function told(tickets: readonly OrderedTicket[], existing: readonly NamedGuardian[] = []): unknown {
  const planned = checkGuardians(tickets, tiers, existing);
  if (planned.kind === 'refused') return planned.refusal.code;
  return planned.plan.map(bond =>
    [bond.childTicketId, bond.guardianTicketId].map(id => [...Array(60).keys()].find(n => anId('TicketId', n) === id)),
  );
}

test.each<[string, readonly OrderedTicket[], readonly NamedGuardian[], unknown]>([
  ['an order without children needs nobody', [ticket(1)], [], []],
  ['a child alone has nobody', [child(2)], [], 'guardian-missing'],
  ['an adult of another tier is no guardian', [ticket(1, otherTier), child(2)], [], 'guardian-missing'],
  [
    'two children to one adult',
    [ticket(1), child(2), child(3)],
    [],
    [
      [2, 1],
      [3, 1],
    ],
  ],
  ['three are one too many', [ticket(1), child(2), child(3), child(4)], [], 'guardian-ratio'],
  [
    'children are spread evenly',
    [ticket(1), ticket(5), child(2), child(3)],
    [],
    [
      [2, 1],
      [3, 5],
    ],
  ],
  ['a named existing ticket will do', [child(2, 50)], [sold()], [[2, 50]]],
  ['with the children it has already', [child(2, 50)], [sold({ children: 2 })], 'guardian-ratio'],
  ['not when it is void', [child(2, 50)], [sold({ live: false })], 'guardian-missing'],
  ['an existing ticket nobody named is not taken', [child(2)], [sold()], 'guardian-missing'],
  ['whom the buyer named comes first', [ticket(1), child(2), child(3, 1), child(4, 1)], [], 'guardian-ratio'],
  ['a child is no guardian', [child(2, 3), child(3)], [], 'guardian-missing'],
])('[OR-2] %s', (_, tickets, existing, expected) => {
  expect(told(tickets, existing)).toEqual(expected);
});

test('[OR-2] refunding a guardian names the children who stay', () => {
  const bond = (childNumber: number, guardian: number) => ({
    childTicketId: anId('TicketId', childNumber),
    guardianTicketId: anId('TicketId', guardian),
  });
  const bonds = [bond(2, 1), bond(3, 1), bond(4, 5)];
  expect(childrenLeftAlone([anId('TicketId', 1), anId('TicketId', 3)], bonds)).toEqual([anId('TicketId', 2)]);
});

import type { TicketId, TierId } from '../kernel/ids.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';

export type GuardedTier = {
  readonly tierId: TierId;
  readonly child: { readonly childrenPerGuardianMax: number; readonly guardianTierIds: readonly TierId[] } | null;
};

export type OrderedTicket = {
  readonly ticketId: TicketId;
  readonly tierId: TierId;
  /** The ticket the buyer named for a child; null lets us choose within the order. */
  readonly guardianTicketId: TicketId | null;
};

/** A ticket sold before that a child of this order may be bound to, with the children it has already. */
export type NamedGuardian = {
  readonly ticketId: TicketId;
  readonly tierId: TierId;
  readonly live: boolean;
  readonly children: number;
};

export type GuardianBond = { readonly childTicketId: TicketId; readonly guardianTicketId: TicketId };

/**
 * OR-2: binds each child ticket to a guardian, those the buyer named first, the others spread evenly over the adults of the order.
 * Refused when a child has nobody, or somebody more children than allowed.
 */
export function checkGuardians(
  tickets: readonly OrderedTicket[],
  tiers: readonly GuardedTier[],
  existing: readonly NamedGuardian[],
): Planned<readonly GuardianBond[]> {
  const adults: readonly NamedGuardian[] = [
    ...tickets
      .filter(({ tierId }) => childRule(tiers, tierId) === null)
      .map(({ ticketId, tierId }) => ({ ticketId, tierId, live: true, children: 0 })),
    ...existing,
  ];
  const children = tickets.filter(({ tierId }) => childRule(tiers, tierId) !== null);
  const load = new Map(adults.map(adult => [adult.ticketId, adult.children]));
  const bonds: GuardianBond[] = [];
  for (const child of [...children].sort(
    (a, b) => Number(a.guardianTicketId === null) - Number(b.guardianTicketId === null),
  )) {
    const rule = childRule(tiers, child.tierId);
    if (rule === null) continue;
    const suits = adults.filter(
      adult => adult.live && rule.guardianTierIds.includes(adult.tierId) && maySupervise(child, adult, tickets),
    );
    if (suits.length === 0) return refused('guardian-missing', { ticketId: child.ticketId });
    const [least] = [...suits].sort((a, b) => (load.get(a.ticketId) ?? 0) - (load.get(b.ticketId) ?? 0));
    const count = least === undefined ? 0 : (load.get(least.ticketId) ?? 0);
    if (least === undefined || count >= rule.childrenPerGuardianMax)
      return refused('guardian-ratio', { ticketId: child.ticketId, max: rule.childrenPerGuardianMax });
    load.set(least.ticketId, count + 1);
    bonds.push({ childTicketId: child.ticketId, guardianTicketId: least.ticketId });
  }
  return { kind: 'planned', plan: bonds };
}

/** A named guardian is the one; without a name it is an adult of the same order. */
function maySupervise(child: OrderedTicket, adult: NamedGuardian, tickets: readonly OrderedTicket[]): boolean {
  if (child.guardianTicketId !== null) return adult.ticketId === child.guardianTicketId;
  return tickets.some(ticket => ticket.ticketId === adult.ticketId);
}

/** OR-2: the children who would be without their guardian were these tickets void. */
export function childrenLeftAlone(voided: readonly TicketId[], bonds: readonly GuardianBond[]): readonly TicketId[] {
  return bonds
    .filter(bond => voided.includes(bond.guardianTicketId) && !voided.includes(bond.childTicketId))
    .map(bond => bond.childTicketId);
}

function childRule(tiers: readonly GuardedTier[], tierId: TierId): GuardedTier['child'] {
  return tiers.find(tier => tier.tierId === tierId)?.child ?? null;
}

function refused(
  code: 'guardian-missing' | 'guardian-ratio',
  facts: { readonly ticketId: TicketId; readonly max?: number },
): Planned<readonly GuardianBond[]> {
  return { kind: 'refused', refusal: refusal(code, { ...facts }) };
}

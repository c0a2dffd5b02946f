import type { DoorCheckpoint, DoorEvent, DoorTier } from '../catalog/door-event.ts';
import type { MirrorScan, MirrorTicket } from './mirror.ts';
import { foldPresence } from './presence.ts';
import type { ScanFacts } from './types.ts';

/** CK-11: does an add-on of the same order open this checkpoint to somebody of this tier? */
export function matchesAddOn(facts: ScanFacts, tier: DoorTier): boolean {
  return facts.addOns.some(addOn => opensFor(addOn, tier, facts.event, facts.checkpoint));
}

/**
 * The add-ons of an order that still open this checkpoint for `ticket`: live, not used here themselves, and not taken up by another
 * ticket of the order that came in on one. Loaders call it to fill `ScanFacts.addOns`.
 */
export function freeAddOns(input: {
  readonly ticket: MirrorTicket;
  readonly orderTickets: readonly MirrorTicket[];
  readonly event: DoorEvent;
  readonly checkpoint: DoorCheckpoint;
  readonly scans: readonly MirrorScan[];
}): readonly MirrorTicket[] {
  const { ticket, event, checkpoint } = input;
  const others = input.orderTickets.filter(other => other.ticketId !== ticket.ticketId);
  const admits = (candidate: MirrorTicket) => checkpoint.admitsTierIds?.includes(candidate.tierId) ?? true;
  const entered = (candidate: MirrorTicket) =>
    foldPresence(
      input.scans.filter(scan => scan.ticketId === candidate.ticketId),
      checkpoint,
    ).entries > 0;
  const tier = event.tiers.find(known => known.tierId === ticket.tierId);
  if (tier === undefined) return [];
  const takenUp = others.filter(other => !admits(other) && entered(other)).length;
  return others
    .filter(addOn => opensFor(addOn, tier, event, checkpoint) && !entered(addOn))
    .sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1))
    .slice(takenUp);
}

function opensFor(addOn: MirrorTicket, tier: DoorTier, event: DoorEvent, checkpoint: DoorCheckpoint): boolean {
  const addOnTier = event.tiers.find(known => known.tierId === addOn.tierId);
  return (
    addOnTier?.addOnOf.includes(tier.tierId) === true &&
    (checkpoint.admitsTierIds?.includes(addOn.tierId) ?? true) &&
    addOn.state === 'valid' &&
    !addOn.disputed &&
    addOn.blocked === null
  );
}

import type { TicketId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { decideScan } from './decide-scan.ts';
import { foldPresence } from './presence.ts';
import type { Scan, ScanFacts, Verdict } from './types.ts';

export type GroupMember = { readonly ticketId: TicketId; readonly facts: ScanFacts; readonly scan: Scan };
export type GroupVerdict = { readonly ticketId: TicketId; readonly verdict: Verdict };

/**
 * CK-26: the tickets of one order together, each with its own verdict, in the order given. Who is admitted counts for the ones after:
 * the zone fills up, an add-on is taken, and children follow their guardian.
 */
export function decideGroup(members: readonly GroupMember[], now: Instant): readonly GroupVerdict[] {
  const verdicts = new Map<TicketId, Verdict>();
  const gone = { in: new Set<TicketId>(), zone: 0, addOns: new Set<TicketId>() };
  for (const member of [...members].sort((a, b) => childRank(a) - childRank(b))) {
    const { facts, scan } = member;
    const guardianWent = facts.guardian !== null && gone.in.has(facts.guardian.ticketId);
    const verdict = decideScan(
      {
        ...facts,
        guardian: facts.guardian && guardianWent ? { ...facts.guardian, inside: true } : facts.guardian,
        zoneInside: facts.zoneInside === null ? null : facts.zoneInside + gone.zone,
        addOns: facts.addOns.filter(addOn => !gone.addOns.has(addOn.ticketId)),
      },
      scan,
      now,
    );
    verdicts.set(member.ticketId, verdict);
    if (verdict.kind !== 'admit' || verdict.direction !== 'in') continue;
    gone.in.add(member.ticketId);
    if (!foldPresence(facts.history, facts.checkpoint).inside) gone.zone += 1;
    const addOn = addOnUsed(member, gone.addOns);
    if (addOn !== null) gone.addOns.add(addOn);
  }
  return members.flatMap(({ ticketId }) => {
    const verdict = verdicts.get(ticketId);
    return verdict === undefined ? [] : [{ ticketId, verdict }];
  });
}

/** Guardians first, or their children would be asked about somebody who is just coming in. */
function childRank({ facts }: GroupMember): number {
  return facts.guardian === null ? 0 : 1;
}

function addOnUsed({ facts }: GroupMember, taken: ReadonlySet<TicketId>): TicketId | null {
  const { match, checkpoint } = facts;
  if (match.kind !== 'ticket' || checkpoint.admitsTierIds?.includes(match.ticket.tierId) !== false) return null;
  return facts.addOns.find(addOn => !taken.has(addOn.ticketId))?.ticketId ?? null;
}

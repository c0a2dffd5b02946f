import type { DoorTier } from '../catalog/door-event.ts';
import type { TicketId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MirrorScan, MirrorTicket } from './mirror.ts';
import { foldPresence } from './presence.ts';
import type { Presence, RefuseFacts, Scan, ScanFacts, Verdict } from './types.ts';

/** The facts with what several rules read out of them, worked out once. */
export type ScanContext = {
  readonly facts: ScanFacts;
  readonly scan: Scan;
  readonly now: Instant;
  readonly ticketId: TicketId | null;
  /** The roster's row; null for a code known by its signature alone. */
  readonly ticket: MirrorTicket | null;
  readonly tier: DoorTier | null;
  readonly notBefore: Instant | null;
  readonly notAfter: Instant | null;
  /** At this checkpoint (CK-20: another one never matters). */
  readonly presence: Presence;
};

/** null: the rule has nothing to say, ask the next one. */
export type DoorVerdictRule = (context: ScanContext) => Verdict | null;

export function readScanContext(facts: ScanFacts, scan: Scan, now: Instant): ScanContext {
  const { match, event, checkpoint, history } = facts;
  const none = { ticketId: null, ticket: null, tier: null, notBefore: null, notAfter: null };
  const context = { facts, scan, now, ...none, presence: foldPresence([], checkpoint) };
  if (match.kind === 'ticket') return withTicket(context, match.ticket);
  if (match.kind !== 'signed') return context;
  return {
    ...context,
    ticketId: match.ticketId,
    tier: event.tiers.find(tier => tier.number === match.tierNumber) ?? null,
    notBefore: match.notBefore,
    notAfter: match.notAfter,
    presence: foldPresence(ofTicket(history, match.ticketId), checkpoint),
  };
}

/** The context were this row the one that is meant. */
export function withTicket(context: ScanContext, ticket: MirrorTicket): ScanContext {
  const { event, history, checkpoint } = context.facts;
  return {
    ...context,
    ticketId: ticket.ticketId,
    ticket,
    tier: event.tiers.find(tier => tier.tierId === ticket.tierId) ?? null,
    notBefore: ticket.window?.opensAt ?? null,
    notAfter: ticket.window?.closesAt ?? null,
    presence: foldPresence(ofTicket(history, ticket.ticketId), checkpoint),
  };
}

function ofTicket(history: readonly MirrorScan[], ticketId: TicketId): readonly MirrorScan[] {
  return history.filter(scan => scan.ticketId === ticketId);
}

export function hasTicket(context: ScanContext): context is ScanContext & { readonly ticketId: TicketId } {
  return context.ticketId !== null;
}

export function refuse(context: ScanContext, rule: string, facts: RefuseFacts, overridable = true): Verdict {
  return { kind: 'refuse', rule, ticketId: context.ticketId, facts, overridable };
}

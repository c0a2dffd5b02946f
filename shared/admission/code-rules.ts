import { placeWindowRule, wrongGateRule } from './place-rules.ts';
import { type DoorVerdictRule, refuse, type ScanContext, withTicket } from './scan-context.ts';
import { ticketRules } from './ticket-rules.ts';
import type { Verdict } from './types.ts';

/** CK-1, CK-2, CK-3 and CK-12: what speaks before, or for want of, one ticket. */
export const codeRule: DoorVerdictRule = context => {
  const { match } = context.facts;
  switch (match.kind) {
    case 'unknown':
      return refuse(context, 'CK-1', { reason: 'unknown' }, false);
    case 'forged':
      return refuse(context, 'CK-2', { reason: 'forged', why: match.why }, false);
    case 'elsewhere':
      // Only an event of the station's own organization has a title here, so only that may be overridden (CK-24).
      return refuse(
        context,
        'CK-3',
        { reason: 'wrong-event', eventTitle: match.eventTitle },
        match.eventTitle !== null,
      );
    case 'ambiguous':
      return context.scan.direction === 'out' ? null : ambiguousRule(context);
    case 'self-test':
      return {
        kind: 'admit',
        rule: null,
        ticketId: null,
        direction: context.scan.direction,
        basis: 'self-test',
        confirmed: [],
      };
    default:
      return null;
  }
};

/** CK-12. A rule with a smaller number that speaks of each ticket that could be meant still comes first. */
function ambiguousRule(context: ScanContext): Verdict {
  const { match } = context.facts;
  const candidates = match.kind === 'ambiguous' ? match.tickets.map(ticket => withTicket(context, ticket)) : [];
  for (const rule of [...ticketRules, placeWindowRule, wrongGateRule]) {
    const [first, ...others] = candidates.map(rule);
    if (first?.kind === 'refuse' && others.every(other => other !== null)) return { ...first, ticketId: null };
  }
  return refuse(context, 'CK-12', { reason: 'ambiguous' });
}

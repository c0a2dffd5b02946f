import type { Instant } from '../kernel/instant.ts';
import { askRule, questionsFor } from './ask-questions.ts';
import { codeRule } from './code-rules.ts';
import { placeRules } from './place-rules.ts';
import { hasTicket, readScanContext, type ScanContext } from './scan-context.ts';
import { ticketRules } from './ticket-rules.ts';
import { trustRule } from './trust-rules.ts';
import type { Scan, ScanFacts, Verdict } from './types.ts';

/**
 * May this person enter, or leave? CK-1 to CK-18 in the order of their numbers; the first that speaks wins, so that two faults at once
 * give the same reason on every device. Verify mode (CK-27) gets the same verdict; whoever asked records no admission.
 */
export function decideScan(facts: ScanFacts, scan: Scan, now: Instant): Verdict {
  const verdict = judge(readScanContext(facts, scan, now));
  if (scan.override === null || verdict.kind === 'admit' || verdict.kind === 'ask' || !verdict.overridable)
    return verdict;
  // CK-24: who it was and why are recorded with the scan.
  return {
    kind: 'admit',
    rule: 'CK-24',
    ticketId: verdict.ticketId,
    direction: scan.direction,
    basis: 'override',
    confirmed: scan.confirmed,
  };
}

function judge(context: ScanContext): Verdict {
  const byCode = codeRule(context);
  if (byCode !== null) return byCode;
  if (context.scan.direction === 'out') return judgeExit(context);
  for (const rule of [...ticketRules, ...placeRules, askRule, trustRule]) {
    const verdict = rule(context);
    if (verdict !== null) return verdict;
  }
  return admit(context);
}

/** CK-21: exits skip CK-5 to CK-16; who is inside may leave whatever became of the ticket meanwhile. */
function judgeExit(context: ScanContext): Verdict {
  if (context.presence.inside) return admit(context);
  const [replaced] = ticketRules;
  return replaced(context) ?? trustRule(context) ?? admit(context);
}

function admit(context: ScanContext): Verdict {
  const { scan, facts } = context;
  const signed = facts.match.kind === 'signed';
  const leaving = scan.direction === 'out';
  const asked = leaving ? [] : questionsFor(context).map(question => question.kind);
  return {
    kind: 'admit',
    rule: signed ? 'CK-17' : leaving ? 'CK-21' : asked.length > 0 ? 'CK-16' : null,
    ticketId: hasTicket(context) ? context.ticketId : null,
    direction: scan.direction,
    basis: signed ? 'signature' : 'roster',
    confirmed: [...new Set(asked)],
  };
}

import { and, eq, sql } from 'drizzle-orm';
import { identifyCode } from '#shared/admission/identify-code.ts';
import type { CodeMatch } from '#shared/admission/types.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import type { OrgId, TicketId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { trimCodeText } from '#shared/tickets/fold-code-text.ts';
import { parseTicketCode } from '#shared/tickets/ticket-code.ts';
import { events } from '../../db/tables/events.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadDoorEvent } from '../events/load-door-event.ts';
import { loadImported, loadMirrorTicket } from './load-mirror-tickets.ts';
import { verifyEd25519 } from './verify-ed25519.ts';

export type CodeInput = { readonly text?: string | undefined; readonly ticketId?: TicketId | undefined };

/** Which ticket is meant, by the same rules as at a door. The ticket it comes to is locked: one at a time decides on it. */
export async function identifyInCloud(tx: Tx, orgId: OrgId, event: DoorEvent, input: CodeInput): Promise<CodeMatch> {
  const { eventId } = event;
  if (input.ticketId !== undefined) {
    const ticket = await loadMirrorTicket(tx, orgId, eventId, input.ticketId, { lock: true });
    if (ticket === null) throw refusal('not-found');
    return { kind: 'ticket', ticket };
  }
  const text = input.text ?? '';
  const parsed = parseTicketCode(text);
  const code = parsed.kind === 'not-ours' ? null : parsed.code;
  if (code !== null) await lockTicketId(tx, orgId, code.ticketId);
  const other = code === null || code.eventRef === event.ref ? null : await eventByRef(tx, orgId, code.eventRef);
  const ticket = code === null ? null : await loadMirrorTicket(tx, orgId, eventId, code.ticketId, { lock: true });
  const imported = await loadImported(tx, orgId, [text, trimCodeText(text)].filter(isStorable));
  const match = identifyCode(text, {
    event,
    verify: verifyEd25519,
    eventByRef: ref => (ref === event.ref ? event : other?.ref === ref ? other : null),
    mayKnowEvent: () => true,
    ticketById: () => ticket,
    ticketsByImportedCode: exact => imported.filter(found => found.ticket.importedCode === exact),
  });
  if (match.kind !== 'ticket' || match.ticket.ticketId === ticket?.ticketId) return match;
  const locked = await loadMirrorTicket(tx, orgId, eventId, match.ticket.ticketId, { lock: true });
  return locked === null ? match : { kind: 'ticket', ticket: locked };
}

/** A code can be good before its ticket has a row (CK-17); then there is no row to lock. */
async function lockTicketId(tx: Tx, orgId: OrgId, ticketId: TicketId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${orgId} ${ticketId}`}, 0))`);
}

async function eventByRef(tx: Tx, orgId: OrgId, ref: string): Promise<DoorEvent | null> {
  const [found] = await tx
    .select({ eventId: events.eventId })
    .from(events)
    .where(and(eq(events.orgId, orgId), eq(events.ref, ref)));
  return found === undefined ? null : loadDoorEvent(tx, orgId, found.eventId);
}

/** What no imported code can be, and the database would not even take as a question. */
function isStorable(text: string): boolean {
  return text.length > 0 && text.length <= 500 && !text.includes('\u0000') && text.isWellFormed();
}

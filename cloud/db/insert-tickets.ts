import { sql } from 'drizzle-orm';
import type { tickets } from './tables/orders.ts';
import type { Tx } from './with-tenant.ts';

/** Writes many rows by one statement that is always the same text, whatever they hold: cheap to build and to plan. */
export async function insertTickets(tx: Tx, rows: readonly (typeof tickets.$inferInsert)[]): Promise<void> {
  await tx.execute(sql`
    insert into app.tickets (org_id, event_id, ticket_id, order_id, line_id, tier_id, state, state_since, disputed, blocked, holder,
      held_by, seat, search_key, opens_at, closes_at, guardian_ticket_id, replaces_ticket_id, imported_code, import_id, allotment_id,
      attention, key_id, code, missing_answers, answers, version, created_at)
    select t."orgId", t."eventId", t."ticketId", t."orderId", t."lineId", t."tierId", t.state, t."stateSince",
      coalesce(t.disputed, false), t.blocked, t.holder, t."heldBy", t.seat, coalesce(t."searchKey", ''), t."opensAt", t."closesAt",
      t."guardianTicketId", t."replacesTicketId", t."importedCode", t."importId", t."allotmentId", t.attention, t."keyId", t.code,
      coalesce(t."missingAnswers", '[]'), coalesce(t.answers, '{}'), coalesce(t.version, 1), t."createdAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as t (
      "orgId" text, "eventId" text, "ticketId" text, "orderId" text, "lineId" text, "tierId" text, state text,
      "stateSince" timestamptz, disputed boolean, blocked text, holder text, "heldBy" text, seat text, "searchKey" text,
      "opensAt" timestamptz, "closesAt" timestamptz, "guardianTicketId" text, "replacesTicketId" text, "importedCode" text,
      "importId" text, "allotmentId" text, attention text, "keyId" text, code text, "missingAnswers" jsonb, answers jsonb,
      version integer, "createdAt" timestamptz)`);
}

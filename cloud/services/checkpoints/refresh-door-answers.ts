import { sql } from 'drizzle-orm';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadDoorAnswerIds } from './load-door-answer-ids.ts';

/** A rule was written or changed: tickets carry the answers that rules read now, and no other. */
export async function refreshDoorAnswers(tx: Tx, orgId: OrgId, eventId: EventId): Promise<void> {
  const questionIds = [...(await loadDoorAnswerIds(tx, orgId, eventId))];
  await tx.execute(sql`
    update app.tickets t set answers = w.answers
    from (
      select t2.ticket_id, coalesce(jsonb_object_agg(a.question_id, a.value) filter (where a.question_id is not null), '{}') as answers
      from app.tickets t2 left join app.order_answers a
        on a.org_id = t2.org_id and a.event_id = t2.event_id and a.order_id = t2.order_id and a.ticket_id = t2.ticket_id
        and a.question_id = any(${sql.param(questionIds)}::text[])
      where t2.org_id = ${orgId} and t2.event_id = ${eventId} and t2.order_id is not null
      group by t2.ticket_id) w
    where t.org_id = ${orgId} and t.event_id = ${eventId} and t.ticket_id = w.ticket_id and t.answers <> w.answers`);
}

import { createEventSchema, type EventDetail } from '#shared/api/events.ts';
import { timesProblem } from '#shared/catalog/plan-event-edit.ts';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { events } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { recordNewKey } from '../keys/record-new-key.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { loadEventDetail } from './load-event-detail.ts';

/** A draft with its first signing key. Nothing is on sale before it is published. */
export async function createEvent(ctx: Ctx, vault: KeyVault, raw: unknown): Promise<EventDetail> {
  requirePermission(ctx, 'events:edit');
  const input = createEventSchema.parse(raw);
  const problem = timesProblem(input);
  if (problem !== null) throw refusal('bad-input', problem);
  const eventId = input.eventId ?? mintId('EventId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'event.create', key: eventId, input }, async () => {
      await tx.insert(events).values({
        ...input,
        orgId: ctx.orgId,
        eventId,
        ref: encodeBase32(ctx.randomBytes(6)),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      });
      await recordNewKey(tx, ctx, vault, eventId);
      const after = await loadEventDetail(tx, ctx.orgId, eventId);
      await audit(tx, ctx, { verb: 'event.create', target: eventId, before: null, after });
      return after;
    }),
  );
}

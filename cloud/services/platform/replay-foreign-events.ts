import { replayForeignSchema } from '#shared/api/provider-events.ts';
import type { OrgId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { adoptForeignEvents, orgsOfForeignEvents } from '../../db/provider-events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx, PersonCtx } from '../ctx.ts';
import { enqueueProviderEvent } from '../payments/enqueue-provider-event.ts';
import { requirePlatformAdmin } from './require-platform-admin.ts';

/**
 * PY-13: gives what came before its account was known to the organization that has it now, and works it off: one event, or all that
 * somebody has by now. What nobody has stays where it is.
 */
export async function replayForeignEvents(ctx: PersonCtx, raw: unknown): Promise<{ readonly replayed: number }> {
  requirePlatformAdmin(ctx);
  const eventId = replayForeignSchema.parse(raw).eventId ?? null;
  const owners = await orgsOfForeignEvents(ctx.db, eventId);
  if (eventId !== null && owners.length === 0) throw refusal('not-found');
  let replayed = 0;
  for (const orgId of owners) replayed += await replayIn(ctx, orgId, eventId);
  return { replayed };
}

async function replayIn({ person, ...call }: PersonCtx, orgId: OrgId, eventId: string | null): Promise<number> {
  const inside: Ctx = { ...call, orgId, actor: { kind: 'platform-admin', personId: person.personId } };
  return withTenant(call.db, orgId, async tx => {
    const adopted = await adoptForeignEvents(tx, { eventId, limit: limits.providerEventsReplayMax });
    for (const event of adopted) await enqueueProviderEvent(tx, orgId, event);
    await audit(tx, inside, {
      verb: 'webhooks.adopt',
      target: eventId ?? 'all',
      before: null,
      after: { replayed: adopted.length },
    });
    return adopted.length;
  });
}

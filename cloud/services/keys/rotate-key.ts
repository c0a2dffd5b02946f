import { and, eq } from 'drizzle-orm';
import { type KeyView, rotateKeySchema } from '#shared/api/keys.ts';
import { type EventId, mintId } from '#shared/kernel/ids.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { eventKeys } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { loadKeys } from './load-keys.ts';
import { recordNewKey } from './record-new-key.ts';

/** TC-3: a new key signs from now on. Codes of the old one stay good until it is withdrawn. */
export async function rotateKey(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  raw: unknown,
): Promise<{ items: KeyView[] }> {
  requirePermission(ctx, 'keys:edit');
  const keyId = rotateKeySchema.parse(raw).keyId ?? mintId('KeyId', ctx.randomBytes);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'key.rotate', key: keyId, input: { eventId } }, async () => {
      await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
      const before = await loadKeys(tx, ctx.orgId, eventId);
      await tx
        .update(eventKeys)
        .set({ state: 'retired' })
        .where(and(eq(eventKeys.orgId, ctx.orgId), eq(eventKeys.eventId, eventId), eq(eventKeys.state, 'active')));
      await recordNewKey(tx, ctx, vault, eventId, keyId);
      const items = await loadKeys(tx, ctx.orgId, eventId);
      await audit(tx, ctx, { verb: 'key.rotate', target: eventId, before, after: items });
      return { items };
    }),
  );
}

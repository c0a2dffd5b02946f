import { and, eq } from 'drizzle-orm';
import { type KeyView, withdrawKeySchema } from '#shared/api/keys.ts';
import type { EventId, KeyId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { eventKeys } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { loadKeys } from './load-keys.ts';
import { recordNewKey } from './record-new-key.ts';

/** TC-3, CK-2: every code this key signed is forged from now on. Withdrawing the key that signs brings in a new one. */
export async function withdrawKey(
  ctx: Ctx,
  vault: KeyVault,
  eventId: EventId,
  keyId: KeyId,
  raw: unknown,
): Promise<{ items: KeyView[] }> {
  requirePermission(ctx, 'keys:edit');
  const { reason } = withdrawKeySchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await loadEvent(tx, ctx.orgId, eventId, { forUpdate: true });
    const before = await loadKeys(tx, ctx.orgId, eventId);
    const key = before.find(entry => entry.keyId === keyId);
    if (key === undefined) throw refusal('not-found');
    if (key.state === 'withdrawn') return { items: before };
    await tx
      .update(eventKeys)
      .set({ state: 'withdrawn', withdrawnAt: ctx.now })
      .where(and(eq(eventKeys.orgId, ctx.orgId), eq(eventKeys.eventId, eventId), eq(eventKeys.keyId, keyId)));
    if (key.state === 'active') await recordNewKey(tx, ctx, vault, eventId);
    const items = await loadKeys(tx, ctx.orgId, eventId);
    await audit(tx, ctx, { verb: 'key.withdraw', target: keyId, before: key, after: { keyId, reason } });
    return { items };
  });
}

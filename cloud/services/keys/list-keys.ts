import type { KeyView } from '#shared/api/keys.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadKeys } from './load-keys.ts';

export async function listKeys(ctx: Ctx, eventId: EventId): Promise<{ items: KeyView[] }> {
  requirePermission(ctx, 'keys:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return { items: await loadKeys(tx, ctx.orgId, eventId) };
    },
    { readOnly: true },
  );
}

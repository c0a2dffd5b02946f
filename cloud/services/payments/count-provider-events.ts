import type { ProviderEventCount } from '#shared/api/provider-events.ts';
import { countProviderEventRows } from '../../db/provider-events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';

/** PY-9: how many of what the provider told ended how, by type, also of types that concern nothing here. */
export async function countProviderEvents(ctx: Ctx): Promise<readonly ProviderEventCount[]> {
  requirePermission(ctx, 'webhooks:read');
  return withTenant(ctx.db, ctx.orgId, tx => countProviderEventRows(tx), { readOnly: true });
}

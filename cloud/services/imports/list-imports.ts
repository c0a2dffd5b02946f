import { and, desc, eq } from 'drizzle-orm';
import type { BadRow, ImportView } from '#shared/api/imports.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { imports } from '../../db/tables/orders.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';

/** The latest imports of an event, with their reports. */
export async function listImports(ctx: Ctx, eventId: EventId): Promise<{ items: ImportView[] }> {
  requirePermission(ctx, 'tickets:import');
  const rows = await withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      return tx
        .select()
        .from(imports)
        .where(and(eq(imports.orgId, ctx.orgId), eq(imports.eventId, eventId)))
        .orderBy(desc(imports.createdAt), desc(imports.importId))
        .limit(limits.pageSizeMax);
    },
    { readOnly: true },
  );
  // The report was written as a list of bad rows.
  const items = rows.map(({ orgId: _orgId, importedBy: _importedBy, report, ...row }) => ({
    ...row,
    written: true,
    badRows: report as BadRow[],
  }));
  return { items };
}

import { and, eq, inArray } from 'drizzle-orm';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { ForeignRow, ImportFacts } from '#shared/tickets/plan-import.ts';
import { tickets } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadTiers } from '../tiers/load-tiers.ts';

const codesPerStatement = 5_000;

export async function loadImportFacts(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  rows: readonly ForeignRow[],
  fallbackTierId: TierId | null,
): Promise<ImportFacts> {
  const tiers = (await loadTiers(tx, orgId, eventId)).filter(tier => !tier.archived);
  if (fallbackTierId !== null && !tiers.some(tier => tier.tierId === fallbackTierId))
    throw refusal('bad-input', { field: 'tierId', sentence: 'this event has no such tier' });
  const codes = [...new Set(rows.map(row => row.code.trim()))].filter(code => code !== '' && code.length <= 500);
  const takenCodes = new Set<string>();
  for (let at = 0; at < codes.length; at += codesPerStatement) {
    const found = await tx
      .select({ code: tickets.importedCode })
      .from(tickets)
      .where(
        and(
          eq(tickets.orgId, orgId),
          eq(tickets.eventId, eventId),
          inArray(tickets.importedCode, codes.slice(at, at + codesPerStatement)),
        ),
      );
    for (const { code } of found) if (code !== null) takenCodes.add(code);
  }
  return { tiers, fallbackTierId, takenCodes };
}

import { sql } from 'drizzle-orm';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** WL-3: of each tier somebody waits for, how many places the first of them waits for. */
export async function loadWaited(tx: Tx, orgId: OrgId, eventId: EventId): Promise<ReadonlyMap<TierId, number>> {
  const { rows } = await tx.execute<{ tier_id: TierId; first: number }>(
    sql`select tier_id, first from app.waited_for(${orgId}, ${eventId})`,
  );
  return new Map(rows.map(row => [row.tier_id, row.first]));
}

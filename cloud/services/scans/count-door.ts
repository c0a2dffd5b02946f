import { sql } from 'drizzle-orm';
import { foldPresence } from '#shared/admission/presence.ts';
import type { DoorCounts } from '#shared/api/scans.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import { findConflicts } from '../conflicts/find-conflicts.ts';
import type { Ctx } from '../ctx.ts';
import { loadDoorEvent } from '../events/load-door-event.ts';
import { requirePermission } from '../require-permission.ts';
import { loadEventHistory } from './load-history.ts';

/** What the doors add up to, derived from the set of scans with the same fold the stations use. */
export async function countDoor(ctx: Ctx, eventId: EventId): Promise<DoorCounts> {
  requirePermission(ctx, 'scans:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      const event = await loadDoorEvent(tx, ctx.orgId, eventId);
      const byTicket = Map.groupBy(await loadEventHistory(tx, ctx.orgId, eventId), scan => scan.ticketId);
      const histories = [...byTicket.values()];
      return {
        checkpoints: event.checkpoints.map(checkpoint => {
          const folds = histories.map(scans => foldPresence(scans, checkpoint));
          return {
            checkpointId: checkpoint.checkpointId,
            name: checkpoint.name,
            inside: folds.reduce((sum, fold) => sum + fold.insideCount, 0),
            admitted: folds.filter(fold => fold.entries > 0).length,
          };
        }),
        ...(await countAttempts(tx, ctx, eventId)),
        conflicts: (await findConflicts(tx, ctx.orgId, eventId)).length,
      };
    },
    { readOnly: true, statementTimeoutMs: 30_000 },
  );
}

async function countAttempts(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
): Promise<Omit<DoorCounts, 'checkpoints' | 'conflicts'>> {
  const { rows } = await tx.execute<{ reason: string | null; overrides: string; attempts: string }>(sql`
    select reason, count(*) filter (where basis = 'override') as overrides, count(*) as attempts from app.scans
    where org_id = ${ctx.orgId} and event_id = ${eventId} group by reason`);
  const { rows: tickets } = await tx.execute<{ expected: string }>(sql`
    select count(*) as expected from app.tickets
    where org_id = ${ctx.orgId} and event_id = ${eventId} and state = 'valid'`);
  return {
    expected: Number(tickets[0]?.expected ?? 0),
    refusals: Object.fromEntries(
      rows.flatMap(row => (row.reason === null ? [] : [[row.reason, Number(row.attempts)]])),
    ),
    overrides: rows.reduce((sum, row) => sum + Number(row.overrides), 0),
  };
}

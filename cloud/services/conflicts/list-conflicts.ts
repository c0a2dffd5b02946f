import { and, eq, inArray } from 'drizzle-orm';
import type { ConflictList } from '#shared/api/scans.ts';
import type { EventId, OpId } from '#shared/kernel/ids.ts';
import { msBetween } from '#shared/kernel/instant.ts';
import { scans } from '../../db/tables/stations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { requirePermission } from '../require-permission.ts';
import { findConflicts } from './find-conflicts.ts';

type DecidedWith = ConflictList['items'][number]['scanDecidedWith'];

/** CK-30: every admission that should not have happened, with the one that stands, and how stale the rosters were. */
export async function listConflicts(ctx: Ctx, eventId: EventId): Promise<ConflictList> {
  requirePermission(ctx, 'scans:read');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => {
      await loadEvent(tx, ctx.orgId, eventId);
      const found = await findConflicts(tx, ctx.orgId, eventId);
      const decided = await loadDecidedWith(
        tx,
        ctx,
        eventId,
        found.flatMap(({ conflict: { scan, standing } }) => [scan.scanId, ...(standing ? [standing.scanId] : [])]),
      );
      return {
        items: found.map(({ conflict, holder }) => ({
          ...conflict,
          holder,
          scanDecidedWith: decided.get(conflict.scan.scanId) ?? nothingKnown,
          standingDecidedWith:
            conflict.standing === null ? null : (decided.get(conflict.standing.scanId) ?? nothingKnown),
        })),
      };
    },
    { readOnly: true },
  );
}

const nothingKnown: DecidedWith = {
  online: null,
  rosterComplete: null,
  rosterAsOf: null,
  rosterAgeMs: null,
  afterRevocation: false,
};

async function loadDecidedWith(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  scanIds: readonly OpId[],
): Promise<ReadonlyMap<OpId, DecidedWith>> {
  if (scanIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(scans)
    .where(and(eq(scans.orgId, ctx.orgId), eq(scans.eventId, eventId), inArray(scans.scanId, [...new Set(scanIds)])));
  return new Map(
    rows.map(({ scanId, at, online, rosterComplete, rosterAsOf, afterRevocation }) => [
      scanId,
      {
        online,
        rosterComplete,
        rosterAsOf,
        rosterAgeMs: rosterAsOf === null ? null : msBetween(at, rosterAsOf),
        afterRevocation,
      },
    ]),
  );
}

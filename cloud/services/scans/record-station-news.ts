import { and, eq } from 'drizzle-orm';
import { stations } from '../../db/tables/stations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { StationCtx } from '../stations/station-ctx.ts';
import type { ReadOp } from './read-op.ts';

/** What operations tell of their station besides: how far its clock is off and how old its roster was. */
export async function recordStationNews(tx: Tx, ctx: StationCtx, ops: readonly ReadOp[]): Promise<void> {
  const newest = ops.at(-1);
  const scan = ops.findLast(op => op.content.kind === 'good' && op.content.body.kind === 'scan');
  const rosterAsOf =
    scan?.content.kind === 'good' && scan.content.body.kind === 'scan' ? scan.content.body.roster.asOf : null;
  await tx
    .update(stations)
    .set({
      lastSeenAt: ctx.now,
      ...(newest === undefined ? {} : { clockOffsetMs: newest.clockOffsetMs }),
      ...(rosterAsOf === null ? {} : { rosterAsOf }),
    })
    .where(and(eq(stations.orgId, ctx.orgId), eq(stations.stationId, ctx.station.stationId)));
}

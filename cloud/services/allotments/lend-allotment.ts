import { and, eq, max } from 'drizzle-orm';
import { type AllotmentView, lendAllotmentSchema } from '#shared/api/allotments.ts';
import type { Allotment } from '#shared/inventory/allotment.ts';
import { planLend } from '#shared/inventory/plan-lend.ts';
import { type EventId, mintId, type OrgId, type StationId, type TierId } from '#shared/kernel/ids.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { allotments, stationEvents, stations } from '../../db/tables/stations.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadSigner } from '../keys/load-signer.ts';
import { requireOnSale } from '../orders/load-sale-facts.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import type { KeyVault } from '../ports.ts';
import { requirePermission } from '../require-permission.ts';
import { recordTickets } from '../tickets/record-tickets.ts';
import { loadTier } from '../tiers/load-tier.ts';
import { allotmentView } from './load-allotment.ts';
import { recordAllotment } from './record-allotment.ts';

/** IN-3: takes places out of the pools and gives a station a roll of blank, signed tickets for them. */
export async function lendAllotment(ctx: Ctx, vault: KeyVault, eventId: EventId, raw: unknown): Promise<AllotmentView> {
  requirePermission(ctx, 'stations:edit');
  const input = lendAllotmentSchema.parse(raw);
  const { allotmentId, stationId, tierId, places } = input;
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'allotment.lend', key: allotmentId, input: { eventId, ...input } }, async () => {
      const event = await loadEvent(tx, ctx.orgId, eventId);
      requireOnSale(event, ctx.now);
      await requireStation(tx, ctx.orgId, eventId, stationId);
      const tier = await loadTier(tx, ctx.orgId, eventId, tierId);
      const pools = await lockPools(tx, ctx.orgId, eventId, tier.poolIds);
      const epoch = (await lastEpoch(tx, ctx.orgId, eventId, tierId, stationId)) + 1;
      const blank: Allotment = { allotmentId, epoch, ...nothing, poolIds: tier.poolIds };
      const plan = orRefuse(planLend(pools, blank, { epoch, have: 0, want: places }));
      await tx.insert(allotments).values({
        orgId: ctx.orgId,
        eventId,
        tierId,
        stationId,
        allotmentId,
        epoch,
        granted: 0,
        createdAt: ctx.now,
      });
      const after = allotmentView(await recordAllotment(tx, ctx.orgId, plan.allotment));
      await recordPoolChanges(tx, ctx.orgId, eventId, plan.changes);
      await recordRoll(tx, ctx, vault, after, tier.number);
      await audit(tx, ctx, { verb: 'allotment.lend', target: allotmentId, before: null, after });
      return after;
    }),
  );
}

const nothing = { granted: 0, sold: 0, returned: 0, state: 'open', oversoldByDecision: 0 } as const;

async function requireStation(tx: Tx, orgId: OrgId, eventId: EventId, stationId: StationId): Promise<void> {
  const [station] = await tx
    .select({ state: stations.state })
    .from(stations)
    .innerJoin(
      stationEvents,
      and(eq(stationEvents.orgId, stations.orgId), eq(stationEvents.stationId, stations.stationId)),
    )
    .where(and(eq(stations.orgId, orgId), eq(stations.stationId, stationId), eq(stationEvents.eventId, eventId)));
  if (station === undefined)
    throw refusal('bad-input', { field: 'stationId', sentence: 'no such station works at this event' });
  if (station.state === 'revoked') throw refusal('wrong-state', { state: 'revoked' });
}

async function lastEpoch(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  tierId: TierId,
  stationId: StationId,
): Promise<number> {
  const [row] = await tx
    .select({ epoch: max(allotments.epoch) })
    .from(allotments)
    .where(
      and(
        eq(allotments.orgId, orgId),
        eq(allotments.eventId, eventId),
        eq(allotments.tierId, tierId),
        eq(allotments.stationId, stationId),
      ),
    );
  return row?.epoch ?? 0;
}

/** CK-18: signed already, so that every door can verify what the station will sell. */
async function recordRoll(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  { eventId, tierId, allotmentId, granted }: AllotmentView,
  tierNumber: number,
): Promise<void> {
  const signer = await loadSigner(tx, ctx.orgId, eventId, vault);
  const roll = Array.from({ length: granted }, () => {
    const ticketId = mintId('TicketId', ctx.randomBytes);
    return {
      orgId: ctx.orgId,
      eventId,
      ticketId,
      tierId,
      allotmentId,
      state: 'blank' as const,
      stateSince: ctx.now,
      keyId: signer.keyId,
      code: signer.codeFor({ ticketId, tierNumber, opensAt: null, closesAt: null }),
      createdAt: ctx.now,
    };
  });
  await recordTickets(tx, roll);
}

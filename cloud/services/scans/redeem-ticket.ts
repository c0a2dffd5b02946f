import type { z } from 'zod';
import { decideScan } from '#shared/admission/decide-scan.ts';
import type { CodeMatch, Verdict } from '#shared/admission/types.ts';
import { type Redeemed, redeemSchema } from '#shared/api/scans.ts';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { answerOnce } from '../../db/answer-once.ts';
import { audit } from '../../db/audit.ts';
import { insertScans } from '../../db/insert-scans.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadDoorEvent } from '../events/load-door-event.ts';
import { loadMember } from '../members/load-member.ts';
import { requirePermission } from '../require-permission.ts';
import { identifyInCloud } from './identify-in-cloud.ts';
import { loadCloudFacts } from './load-cloud-facts.ts';
import type { ScanRow } from './scan-row.ts';

type RedeemInput = z.output<typeof redeemSchema>;

/**
 * A scan without a station, as from a phone: the same code, the same rules, the same verdict as at a door. However many ask at once
 * about one ticket, they are answered one after another.
 */
export async function redeemTicket(ctx: Ctx, eventId: EventId, raw: unknown): Promise<Redeemed> {
  requirePermission(ctx, 'scans:redeem');
  const input = redeemSchema.parse(raw);
  return withTenant(ctx.db, ctx.orgId, tx =>
    answerOnce(tx, ctx, { verb: 'ticket.redeem', key: input.scanId, input: { eventId, ...input } }, async () => {
      const event = await loadDoorEvent(tx, ctx.orgId, eventId);
      const checkpoint = event.checkpoints.find(known => known.checkpointId === input.checkpointId);
      const gate = event.gates.find(known => known.gateId === input.gateId) ?? null;
      if (checkpoint === undefined || (input.gateId !== null && gate === null)) throw refusal('not-found');
      const match = await identifyInCloud(tx, ctx.orgId, event, input);
      const facts = await loadCloudFacts(tx, { orgId: ctx.orgId, event, checkpoint }, match);
      const { scanId, direction, mode, confirmed } = input;
      const verdict = decideScan(facts, { scanId, direction, mode, confirmed, override: null }, ctx.now);
      const names = { gateName: gate?.name ?? null, operatorName: await nameOfCaller(tx, ctx) };
      const inserted = await insertScans(tx, ctx.orgId, [rowOf(ctx, event, input, verdict, names)]);
      if (!inserted.has(scanId)) throw refusal('repeat-differs', { id: scanId });
      await audit(tx, ctx, {
        verb: 'ticket.redeem',
        target: verdict.ticketId ?? eventId,
        before: null,
        after: { scanId, verdict: verdict.kind, rule: verdict.rule },
      });
      return { scanId, at: ctx.now, verdict, holder: holderOf(match) };
    }),
  );
}

function holderOf(match: CodeMatch): string | null {
  return match.kind === 'ticket' ? match.ticket.holder : null;
}

/** Who let somebody in is read at a door and in the answer to a dispute: a name, or nothing. */
async function nameOfCaller(tx: Tx, ctx: Ctx): Promise<string | null> {
  return ctx.actor.kind === 'person' ? (await loadMember(tx, ctx.orgId, ctx.actor.personId)).name : null;
}

type Names = Pick<ScanRow, 'gateName' | 'operatorName'>;

function rowOf(ctx: Ctx, event: DoorEvent, input: RedeemInput, verdict: Verdict, names: Names): ScanRow {
  const admitted = verdict.kind === 'admit' && input.mode === 'admit' && verdict.ticketId !== null;
  return {
    eventId: event.eventId,
    scanId: input.scanId,
    ticketId: verdict.ticketId,
    checkpointId: input.checkpointId,
    gateId: input.gateId,
    stationId: null,
    operatorId: null,
    ...names,
    stationName: null,
    kind: admitted ? input.direction : 'none',
    undoesScanId: null,
    at: ctx.now,
    toldAt: ctx.now,
    verdict: verdict.kind,
    rule: verdict.rule,
    reason: verdict.kind === 'refuse' ? verdict.facts.reason : null,
    basis: verdict.kind === 'admit' ? verdict.basis : null,
    via: 'api',
    direction: input.direction,
    mode: input.mode,
    overrideBy: null,
    overrideReason: null,
    unreadText: verdict.ticketId === null ? storable(input.text) : null,
    online: true,
    rosterComplete: true,
    rosterAsOf: ctx.now,
    afterRevocation: false,
    receivedAt: ctx.now,
  };
}

function storable(text: string | undefined): string | null {
  return text === undefined ? null : text.slice(0, 200).toWellFormed().replaceAll('\u0000', '\uFFFD');
}

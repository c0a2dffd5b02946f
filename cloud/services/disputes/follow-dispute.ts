import { and, eq, sql } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import { msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import {
  type DisputeStanding,
  type DisputeState,
  disputeStanding,
  isDisputeOpen,
} from '#shared/orders/dispute-standing.ts';
import { audit } from '../../db/audit.ts';
import { disputes } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadOrder } from '../orders/load-order.ts';
import type { PaymentProvider, ProviderDispute } from '../payment-provider.ts';
import { findPaymentOfCharge, type PaymentRow } from '../payments/find-payment-of-charge.ts';
import { firstAccountThatKnows } from '../payments/first-account-that-knows.ts';
import { isKept } from '../payments/kept-payment.ts';
import type { Log } from '../ports.ts';
import { bookDispute } from './book-dispute.ts';
import { closeWarnings } from './close-warnings.ts';
import { freezeTickets } from './freeze-tickets.ts';
import { type DisputeRecord, loadDispute } from './load-dispute.ts';
import { recordReversal } from './record-reversal.ts';

export type DisputeDeps = { readonly payments: PaymentProvider; readonly log: Log };

/**
 * OR-7: something was told of a dispute. The provider is asked how it stands now; tickets, deadline and ledger follow. Told
 * twice, late or out of order it changes nothing; `foreign` is a dispute of a payment that is none of ours.
 */
export async function followDispute(ctx: Ctx, deps: DisputeDeps, disputeId: string): Promise<'followed' | 'foreign'> {
  const version = await versionOf(ctx, disputeId);
  const found = await firstAccountThatKnows(ctx, account => deps.payments.dispute(account, disputeId));
  return found === null ? 'foreign' : applyDispute(ctx, deps, found.account, { told: found.told, version });
}

/** How the provider said that a dispute stands, and the version of ours when it was asked. */
export type DisputeReading = { readonly told: ProviderDispute; readonly version: string | null };

/** OR-23: a reading is written where nothing else was written since it was asked for; else the provider is asked again. */
export async function applyDispute(
  ctx: Ctx,
  deps: DisputeDeps,
  account: string,
  first: DisputeReading,
): Promise<'followed' | 'foreign'> {
  const { disputeId, chargeId } = first.told;
  const intentId = first.told.intentId ?? (await deps.payments.intentOfCharge(account, chargeId));
  let reading = first;
  for (let readings = 1; readings <= limits.disputeReadingsMax; readings += 1) {
    const applied = await applyReading(ctx, deps, { account, intentId }, reading);
    if (applied !== 'outdated') return applied;
    const version = await versionOf(ctx, disputeId);
    reading = { told: await deps.payments.dispute(account, disputeId), version };
  }
  throw new Error(`${disputeId} moved ${limits.disputeReadingsMax} times while it was read`);
}

/** Changes with whatever is written of it; null before we have heard of it. */
export function versionOf(ctx: Ctx, disputeId: string): Promise<string | null> {
  return withTenant(ctx.db, ctx.orgId, tx => loadVersion(tx, ctx, disputeId));
}

/** With the row locked, so that the version is still this one when something is written. */
async function loadVersion(tx: Tx, ctx: Ctx, disputeId: string): Promise<string | null> {
  const [row] = await tx
    .select({ version: sql<string>`xmin::text` })
    .from(disputes)
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)))
    .for('no key update');
  return row?.version ?? null;
}

async function applyReading(
  ctx: Ctx,
  deps: DisputeDeps,
  { account, intentId }: { readonly account: string; readonly intentId: string | null },
  { told, version }: DisputeReading,
): Promise<'followed' | 'foreign' | 'outdated'> {
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const payment = await findPaymentOfCharge(tx, ctx, account, { intentId, chargeId: told.chargeId });
    if (payment === null) return 'foreign';
    const order = await loadOrder(tx, ctx.orgId, payment.orderId, { forUpdate: true });
    if ((await loadVersion(tx, ctx, told.disputeId)) !== version) return 'outdated';
    const { before, after } = await record(tx, ctx, deps.log, payment, told);
    await bookDispute(tx, ctx, after, payment, told.lines);
    if (after.stage !== 'early-warning') await closeWarnings(tx, ctx, payment.paymentId);
    await freezeTickets(tx, ctx, order);
    if (isKept(payment.settled)) await recordReversal(tx, ctx, deps.log, order, { before, after });
    if (before?.state !== after.state || before.stage !== after.stage) await tell(tx, ctx, deps.log, before, after);
    return 'followed';
  });
}

async function tell(tx: Tx, ctx: Ctx, log: Log, before: DisputeRecord | undefined, after: DisputeRecord) {
  const { disputeId, state } = after;
  log({ level: 'warn', event: 'dispute-moved', orgId: ctx.orgId, disputeId, state });
  await audit(tx, ctx, { verb: 'dispute.follow', target: disputeId, before: brief(before), after: brief(after) });
}

async function record(tx: Tx, ctx: Ctx, log: Log, payment: PaymentRow, told: ProviderDispute) {
  const key = { orgId: ctx.orgId, disputeId: told.disputeId };
  const these = and(eq(disputes.orgId, key.orgId), eq(disputes.disputeId, key.disputeId));
  const [before] = await tx.select().from(disputes).where(these).for('no key update');
  const { stage, state } = standingOf(ctx, log, before, told);
  const evidenceSubmittedAt = submittedAt(ctx, before, told, state);
  const isLost = state === 'lost' || state === 'written-off';
  const values = {
    stage,
    state,
    reason: told.reason,
    amountMinor: told.amountMinor,
    currency: told.currency,
    fundsWithdrawn: told.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) < 0,
    dueBy: told.dueBy,
    providerStatus: told.status,
    evidenceSubmittedAt,
    // An answer that never arrived is due again, and told of again.
    remindedAt: evidenceSubmittedAt === null && before?.evidenceSubmittedAt ? null : (before?.remindedAt ?? null),
    lostAt: before?.lostAt ?? (isLost ? ctx.now : null),
    closedAt: isDisputeOpen(state) ? null : (before?.closedAt ?? ctx.now),
    updatedAt: ctx.now,
  };
  if (before === undefined) {
    const { eventId, orderId, paymentId } = payment;
    await tx.insert(disputes).values({ ...key, eventId, orderId, paymentId, openedAt: told.openedAt, ...values });
  } else await tx.update(disputes).set(values).where(these);
  return { before, after: must(await loadDispute(tx, ctx.orgId, told.disputeId), 'the dispute just written') };
}

/** An inquiry that became a dispute, and an appeal, take an answer of their own. */
function submittedAt(ctx: Ctx, before: DisputeRecord | undefined, told: ProviderDispute, state: DisputeState) {
  const asked = state === 'needs-response';
  if (asked && before !== undefined && before.providerStatus !== told.status) return null;
  if (asked && before !== undefined && neverArrived(ctx, before, told)) return null;
  return before?.evidenceSubmittedAt ?? (told.submissions > 0 && !asked ? ctx.now : null);
}

/** We were about to submit, long ago, and the provider has had nothing since: whoever was at it died. */
function neverArrived(ctx: Ctx, before: DisputeRecord, told: ProviderDispute): boolean {
  const { evidenceSubmittedAt: markedAt, evidenceSubmissionsBefore } = before;
  if (markedAt === null || told.submissions > (evidenceSubmissionsBefore ?? 0)) return false;
  return msBetween(ctx.now, markedAt) >= limits.evidenceHandOverMs;
}

/** A word that is new to us leaves a dispute where it stood, or waiting for an answer, and whoever runs us is told. */
function standingOf(ctx: Ctx, log: Log, before: DisputeRecord | undefined, told: ProviderDispute): DisputeStanding {
  const standing = disputeStanding(told.status);
  if (standing === null) {
    const { disputeId, status } = told;
    log({ level: 'error', event: 'dispute-status-unknown', orgId: ctx.orgId, disputeId, status });
    return before ?? { stage: 'dispute', state: 'needs-response' };
  }
  // The organizer's own decision to let the money go; the provider calls it lost.
  if (standing.state === 'lost' && before?.state === 'written-off') return { ...standing, state: 'written-off' };
  return standing;
}

function brief(row: DisputeRecord | undefined): unknown {
  if (row === undefined) return null;
  const { stage, state, amountMinor, currency, orderId, providerStatus } = row;
  return { stage, state, amountMinor, currency, orderId, providerStatus };
}

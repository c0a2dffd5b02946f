import { and, eq, isNull } from 'drizzle-orm';
import { answerDisputeSchema, type DisputeView } from '#shared/api/disputes.ts';
import { must } from '#shared/kernel/assert.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type EvidencePacket, planEvidence } from '#shared/orders/plan-evidence.ts';
import { audit } from '../../db/audit.ts';
import { disputes, payments } from '../../db/tables/selling.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Papers } from '../papers.ts';
import type { ProviderDispute } from '../payment-provider.ts';
import { requirePermission } from '../require-permission.ts';
import { applyDispute, type DisputeDeps, versionOf } from './follow-dispute.ts';
import { disputeView, getDispute } from './list-disputes.ts';
import { type DisputeRecord, loadDispute, mustAllow } from './load-dispute.ts';
import { loadEvidence } from './load-evidence.ts';
import { providerRefusal } from './provider-refusal.ts';

export type AnswerDeps = DisputeDeps & { readonly papers: Papers };

/** OR-15: what would be said against the dispute, as it stands on record now. */
export async function previewEvidence(ctx: Ctx, disputeId: string): Promise<EvidencePacket> {
  requirePermission(ctx, 'disputes:answer');
  return withTenant(
    ctx.db,
    ctx.orgId,
    async tx => planEvidence(await loadEvidence(tx, ctx, await loadDispute(tx, ctx.orgId, disputeId))),
    { readOnly: true },
  );
}

/** The same on paper. */
export async function printEvidence(
  ctx: Ctx,
  { papers }: Pick<AnswerDeps, 'papers'>,
  disputeId: string,
): Promise<Uint8Array> {
  return print(ctx, papers, disputeId, await previewEvidence(ctx, disputeId));
}

/** OR-7: hands the evidence to the provider without submitting it. May be done again as long as an answer is awaited. */
export async function stageEvidence(ctx: Ctx, deps: AnswerDeps, disputeId: string, raw: unknown): Promise<DisputeView> {
  requirePermission(ctx, 'disputes:answer');
  const { statement } = answerDisputeSchema.parse(raw);
  const { dispute, account } = await withTenant(ctx.db, ctx.orgId, tx => loadOpen(tx, ctx, disputeId, 'stage'));
  const version = await versionOf(ctx, disputeId);
  const told = await handOver(ctx, deps, { dispute, account, statement, submit: false }).catch((error: unknown) => {
    throw providerRefusal(error, 'stage');
  });
  await applyDispute(ctx, deps, account, { told, version });
  return withTenant(ctx.db, ctx.orgId, async tx => {
    await tx
      .update(disputes)
      .set({ evidenceStagedAt: ctx.now, evidence: { statement }, updatedAt: ctx.now })
      .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)));
    const view = disputeView(await loadDispute(tx, ctx.orgId, disputeId));
    await audit(tx, ctx, { verb: 'dispute.stage', target: disputeId, before: disputeView(dispute), after: view });
    return view;
  });
}

/**
 * OR-7: submits the evidence, once for ever. That it is about to be is written down first; an answer that was lost is looked up
 * at the provider before anybody may try again.
 */
export async function submitEvidence(
  ctx: Ctx,
  deps: AnswerDeps,
  disputeId: string,
  raw: unknown,
): Promise<DisputeView> {
  requirePermission(ctx, 'disputes:answer');
  const { statement } = answerDisputeSchema.parse(raw);
  const { account } = await withTenant(ctx.db, ctx.orgId, tx => loadOpen(tx, ctx, disputeId, 'submit'));
  const before = await deps.payments.dispute(account, disputeId).catch((error: unknown) => {
    throw providerRefusal(error, 'submit');
  });
  const dispute = await withTenant(ctx.db, ctx.orgId, async tx => {
    const open = await loadOpen(tx, ctx, disputeId, 'submit');
    await markSubmitted(tx, ctx, disputeId, before.submissions);
    return open.dispute;
  });
  const version = await versionOf(ctx, disputeId);
  const told = await submitOnce(ctx, deps, { dispute, account, statement, submit: true }, before.submissions);
  await applyDispute(ctx, deps, account, { told, version });
  await withTenant(ctx.db, ctx.orgId, tx =>
    audit(tx, ctx, { verb: 'dispute.submit', target: disputeId, before: disputeView(dispute), after: told.status }),
  );
  return getDispute(ctx, disputeId);
}

/** Where nobody answers afterwards either, it may have arrived: the mark stays until somebody hears how it stands. */
async function submitOnce(
  ctx: Ctx,
  deps: AnswerDeps,
  handing: Handing,
  submissionsBefore: number,
): Promise<ProviderDispute> {
  const { disputeId } = handing.dispute;
  try {
    return await handOver(ctx, deps, handing);
  } catch (error) {
    const now = await deps.payments.dispute(handing.account, disputeId).catch(() => null);
    if (now !== null && now.submissions > submissionsBefore) return now;
    if (now !== null) await withTenant(ctx.db, ctx.orgId, tx => unmarkSubmitted(tx, ctx, disputeId));
    throw providerRefusal(error, 'submit');
  }
}

type Handing = {
  readonly dispute: DisputeRecord;
  readonly account: string;
  readonly statement: string;
  readonly submit: boolean;
};

async function handOver(ctx: Ctx, deps: AnswerDeps, handing: Handing): Promise<ProviderDispute> {
  const { dispute, account, statement, submit } = handing;
  const packet = await previewEvidence(ctx, dispute.disputeId);
  const name = `evidence-${dispute.disputeId}.pdf`;
  const bytes = await print(ctx, deps.papers, dispute.disputeId, packet);
  const fileId = await deps.payments.uploadEvidence(account, { name, bytes });
  const text = [statement, packet.fields.uncategorized_text ?? ''].filter(part => part !== '').join('\n\n');
  const fields = { ...packet.fields, uncategorized_text: text, service_documentation: fileId };
  return deps.payments.stageEvidence(account, dispute.disputeId, fields, submit, packet.compelling);
}

async function print(ctx: Ctx, papers: Papers, disputeId: string, packet: EvidencePacket): Promise<Uint8Array> {
  const { organization, sections, fields } = packet;
  const summary = fields.uncategorized_text ?? '';
  return papers.evidence(ctx.orgId, { disputeId, organization, drawnAt: ctx.now, summary, sections });
}

export async function loadOpen(
  tx: Tx,
  ctx: Ctx,
  disputeId: string,
  action: 'stage' | 'submit' | 'accept',
): Promise<{ readonly dispute: DisputeRecord; readonly account: string }> {
  const dispute = mustAllow(await loadDispute(tx, ctx.orgId, disputeId, { forUpdate: true }), action);
  if (dispute.evidenceSubmittedAt !== null)
    throw refusal('wrong-state', { action, state: 'submitted', allowed: ['needs-response'] });
  const [payment] = await tx
    .select({ account: payments.providerAccount })
    .from(payments)
    .where(and(eq(payments.orgId, ctx.orgId), eq(payments.paymentId, dispute.paymentId)));
  return { dispute, account: must(payment, `the payment of ${disputeId}`).account };
}

async function markSubmitted(tx: Tx, ctx: Ctx, disputeId: string, submissionsBefore: number): Promise<void> {
  await tx
    .update(disputes)
    .set({ evidenceSubmittedAt: ctx.now, evidenceSubmissionsBefore: submissionsBefore, updatedAt: ctx.now })
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId), isNull(disputes.evidenceSubmittedAt)));
}

async function unmarkSubmitted(tx: Tx, ctx: Ctx, disputeId: string): Promise<void> {
  await tx
    .update(disputes)
    .set({ evidenceSubmittedAt: null, updatedAt: ctx.now })
    .where(and(eq(disputes.orgId, ctx.orgId), eq(disputes.disputeId, disputeId)));
}

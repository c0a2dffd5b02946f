import { z } from 'zod';
import type { StoredProviderEvent } from '../../db/provider-events.ts';
import type { Ctx } from '../ctx.ts';
import { followDispute } from '../disputes/follow-dispute.ts';
import { followFraudWarning } from '../disputes/follow-fraud-warning.ts';
import { bookPayout } from '../ledger/book-payout.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import type { KeyVault, Log } from '../ports.ts';
import { followRefund } from '../refunds/follow-refund.ts';
import { type FoundPayment, findPaymentByIntent, findPaymentBySession } from './find-payment.ts';
import { followAccount, recordAccount } from './follow-account.ts';
import { noteDecline } from './note-decline.ts';
import { settlePayment } from './settle-payment.ts';

export type HandlerDeps = { readonly payments: PaymentProvider; readonly keyVault: KeyVault; readonly log: Log };

/** Works off one event; `ignored` when it concerns nothing of ours. It reads ids out of the event and facts from the provider. */
export type EventHandler = (ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) => Promise<'done' | 'ignored'>;

/** The one table from what the provider tells to what is done. The first line that fits counts; what fits none is kept and ignored. */
export const providerEventHandlers: readonly { readonly types: RegExp; readonly handle: EventHandler }[] = [
  { types: /^payment_intent\.payment_failed$/, handle: noteDeclined },
  { types: /^payment_intent\./, handle: settleIntent },
  { types: /^checkout\.session\./, handle: settleSession },
  { types: /^charge\.(succeeded|failed|pending|captured|updated|expired)$/, handle: settleCharge },
  { types: /^(refund\.|charge\.refund\.updated$)/, handle: followRefundOf },
  // Tells that refunds were made, and names none of them in a form that stays; each comes with an event of its own.
  { types: /^charge\.refunded$/, handle: settleCharge },
  { types: /^charge\.dispute\./, handle: followDisputeOf },
  { types: /^radar\.early_fraud_warning\./, handle: followFraudWarningOf },
  { types: /^payout\./, handle: bookPayoutOf },
  { types: /^v2\.core\.account/, handle: followAccountOf },
  { types: /^account\.updated$/, handle: followAccountOf },
  { types: /^account\.application\.deauthorized$/, handle: loseAccountOf },
];

async function settleIntent(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) {
  const { account, objectId } = event;
  if (account === null || objectId === null) return 'ignored';
  return settle(ctx, deps, await findPaymentByIntent(ctx, deps.payments, account, objectId));
}

/** Counted the first time it is heard; replayed, it only looks again how the payment stands. */
async function noteDeclined(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) {
  const { account, objectId } = event;
  if (account === null || objectId === null) return 'ignored';
  const found = await findPaymentByIntent(ctx, deps.payments, account, objectId);
  if (found !== null && event.attempts === 0) await noteDecline(ctx, deps.log, found.paymentId);
  return settle(ctx, deps, found);
}

async function settleSession(ctx: Ctx, deps: HandlerDeps, { objectId }: StoredProviderEvent) {
  return objectId === null ? 'ignored' : settle(ctx, deps, await findPaymentBySession(ctx, objectId));
}

async function settleCharge(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) {
  const { account, objectId } = event;
  if (account === null || objectId === null) return 'ignored';
  const intentId = intentNamedIn(event) ?? (await deps.payments.intentOfCharge(account, objectId));
  if (intentId === null) return 'ignored';
  return settle(ctx, deps, await findPaymentByIntent(ctx, deps.payments, account, intentId));
}

async function settle(ctx: Ctx, deps: HandlerDeps, found: FoundPayment | null) {
  if (found === null) return 'ignored';
  await settlePayment(ctx, deps, found);
  return 'done';
}

async function followRefundOf(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) {
  if (event.objectId === null) return 'ignored';
  await settleFirst(ctx, deps, event);
  return outcome(await followRefund(ctx, deps, event.objectId));
}

async function followDisputeOf(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) {
  if (event.objectId === null) return 'ignored';
  await settleFirst(ctx, deps, event);
  return outcome(await followDispute(ctx, deps, event.objectId));
}

async function followFraudWarningOf(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent) {
  if (event.objectId === null) return 'ignored';
  await settleFirst(ctx, deps, event);
  return outcome(await followFraudWarning(ctx, deps, event.objectId));
}

const aboutPayment = z.object({ data: z.object({ object: z.object({ payment_intent: z.string() }) }) });

/** Money is taken back that we may not have heard of yet: first it has arrived, and its tickets are there to be frozen or void. */
async function settleFirst(ctx: Ctx, deps: HandlerDeps, event: StoredProviderEvent): Promise<void> {
  const intentId = intentNamedIn(event);
  if (intentId === null || event.account === null) return;
  await settle(ctx, deps, await findPaymentByIntent(ctx, deps.payments, event.account, intentId));
}

/** Null where it names none, or of an old event only the ids are left. */
function intentNamedIn({ payload }: StoredProviderEvent): string | null {
  const about = aboutPayment.safeParse(payload);
  return about.success ? about.data.data.object.payment_intent : null;
}

const aboutPayout = z.object({
  data: z.object({
    object: z.object({
      balance_transaction: z.string().nullable(),
      failure_balance_transaction: z.string().nullable().default(null),
    }),
  }),
});

/** LE-6: its lines are named in the event and read at the provider. */
async function bookPayoutOf(ctx: Ctx, deps: HandlerDeps, { account, payload }: StoredProviderEvent) {
  const about = aboutPayout.safeParse(payload);
  if (!about.success || account === null) return 'ignored';
  const { balance_transaction: paid, failure_balance_transaction: back } = about.data.data.object;
  for (const lineId of [paid, back])
    if (lineId !== null) await bookPayout(ctx, account, await deps.payments.balanceLine(account, lineId));
  return paid === null ? 'ignored' : 'done';
}

function outcome(followed: 'followed' | 'foreign'): 'done' | 'ignored' {
  return followed === 'followed' ? 'done' : 'ignored';
}

async function followAccountOf(ctx: Ctx, deps: HandlerDeps, { account }: StoredProviderEvent) {
  if (account === null) return 'ignored';
  await followAccount(ctx, deps.payments, account);
  return 'done';
}

/** PY-10: the account is no longer ours to ask. */
async function loseAccountOf(ctx: Ctx, _deps: HandlerDeps, { account }: StoredProviderEvent) {
  if (account === null) return 'ignored';
  await recordAccount(ctx, account, null);
  return 'done';
}

import { bigint, boolean, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { RefundBatchView, RefundSettlement } from '#shared/api/refunds.ts';
import type { PoolPlaces } from '#shared/inventory/pool.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import type { DisputeStage, DisputeState } from '#shared/orders/dispute-standing.ts';
import type { PaymentState } from '#shared/orders/next-payment-state.ts';
import type { RefundLine } from '#shared/orders/plan-refund.ts';
import { bytesColumn, currencyColumn, idColumn, instantColumn } from '../columns.ts';
import { app } from './organizations.ts';

export const paymentAccounts = app.table('payment_accounts', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  providerAccount: text('provider_account').notNull(),
  livemode: boolean('livemode').notNull(),
  cardPayments: text('card_payments')
    .$type<'pending' | 'active' | 'restricted' | 'closed'>()
    .notNull()
    .default('pending'),
  currency: currencyColumn('currency'),
  minimumMinor: bigint('minimum_minor', { mode: 'number' }).notNull().default(0),
  requirements: jsonb('requirements').$type<readonly string[]>().notNull().default([]),
  feeBasisPoints: integer('fee_basis_points').notNull().default(0),
  feeMinor: bigint('fee_minor', { mode: 'number' }).notNull().default(0),
  connectedAt: instantColumn('connected_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
  reconciledThrough: instantColumn('reconciled_through'),
});

export type PaymentSettled = 'fulfilled' | 're-seated' | 'refunded-late' | 'refunded-twice' | 'refunded-mismatch';

export const payments = app.table('payments', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  paymentId: idColumn('payment_id', 'PaymentId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  attempt: integer('attempt').notNull(),
  way: text('way').$type<'element' | 'hosted'>().notNull(),
  state: text('state').$type<PaymentState>().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
  applicationFeeMinor: bigint('application_fee_minor', { mode: 'number' }).notNull().default(0),
  providerAccount: text('provider_account').notNull(),
  intentId: text('intent_id'),
  sessionId: text('session_id'),
  chargeId: text('charge_id'),
  clientSecret: text('client_secret'),
  declineCode: text('decline_code'),
  requestHash: bytesColumn('request_hash').notNull(),
  request: jsonb('request').$type<unknown>().notNull(),
  hostedUrl: text('hosted_url'),
  payerKey: bytesColumn('payer_key'),
  declines: integer('declines').notNull().default(0),
  settled: text('settled').$type<PaymentSettled>(),
  settledAt: instantColumn('settled_at'),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});

export type RefundState = 'requested' | 'submitted' | 'succeeded' | 'failed';
export type RefundKind = 'whole' | 'tickets' | 'amount' | 'late' | 'duplicate' | 'mismatch' | 'event-cancelled';

export const refunds = app.table('refunds', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  refundId: idColumn('refund_id', 'RefundId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  paymentId: idColumn('payment_id', 'PaymentId').notNull(),
  batchId: idColumn('batch_id', 'RefundBatchId'),
  state: text('state').$type<RefundState>().notNull(),
  kind: text('kind').$type<RefundKind>().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
  returnsFee: boolean('returns_fee').notNull(),
  ticketIds: jsonb('ticket_ids').$type<readonly TicketId[]>().notNull().default([]),
  reason: text('reason').notNull().default(''),
  lines: jsonb('lines').$type<readonly RefundLine[]>().notNull().default([]),
  retryOf: idColumn('retry_of', 'RefundId'),
  submittedAt: instantColumn('submitted_at'),
  providerRefundId: text('provider_refund_id'),
  failure: text('failure'),
  acknowledgedAt: instantColumn('acknowledged_at'),
  settledAs: text('settled_as').$type<RefundSettlement>(),
  requestedBy: text('requested_by').notNull(),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});

export const refundBatches = app.table('refund_batches', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  batchId: idColumn('batch_id', 'RefundBatchId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  state: text('state').$type<'running' | 'done'>().notNull(),
  ordersTotal: integer('orders_total').notNull(),
  ordersDone: integer('orders_done').notNull().default(0),
  ordersFailed: integer('orders_failed').notNull().default(0),
  returnsFee: boolean('returns_fee').notNull(),
  leftOut: jsonb('left_out').$type<RefundBatchView['leftOut']>().notNull().default([]),
  cursor: text('cursor').notNull().default(''),
  startedBy: text('started_by').notNull(),
  reason: text('reason').notNull().default(''),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});

export const disputes = app.table('disputes', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  disputeId: text('dispute_id').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  paymentId: idColumn('payment_id', 'PaymentId').notNull(),
  stage: text('stage').$type<DisputeStage>().notNull(),
  state: text('state').$type<DisputeState>().notNull(),
  reason: text('reason').notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
  fundsWithdrawn: boolean('funds_withdrawn').notNull().default(false),
  dueBy: instantColumn('due_by'),
  evidence: jsonb('evidence').$type<Readonly<Record<string, string>>>().notNull().default({}),
  evidenceStagedAt: instantColumn('evidence_staged_at'),
  evidenceSubmittedAt: instantColumn('evidence_submitted_at'),
  evidenceSubmissionsBefore: integer('evidence_submissions_before'),
  evidenceFileId: text('evidence_file_id'),
  providerStatus: text('provider_status').notNull(),
  openedAt: instantColumn('opened_at').notNull(),
  closedAt: instantColumn('closed_at'),
  updatedAt: instantColumn('updated_at').notNull(),
  remindedAt: instantColumn('reminded_at'),
  lostAt: instantColumn('lost_at'),
  /** Won after it was lost, and nobody has seen to it yet. */
  reversedAt: instantColumn('reversed_at'),
});

export const checkoutTraces = app.table('checkout_traces', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  termsText: text('terms_text'),
  termsAcceptedAt: instantColumn('terms_accepted_at'),
  address: text('address'),
  device: text('device'),
  recordedAt: instantColumn('recorded_at').notNull(),
});

export const ledgerGroups = app.table('ledger_groups', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  cause: text('cause').notNull(),
  orderId: idColumn('order_id', 'OrderId'),
  eventId: idColumn('event_id', 'EventId'),
  memo: text('memo').notNull().default(''),
  postedAt: instantColumn('posted_at').notNull(),
});

export const ledgerPostings = app.table('ledger_postings', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  cause: text('cause').notNull(),
  line: integer('line').notNull(),
  account: text('account').notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
});

export const providerBalanceLines = app.table('provider_balance_lines', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  balanceTransactionId: text('balance_transaction_id').notNull(),
  providerAccount: text('provider_account').notNull(),
  type: text('type').notNull(),
  sourceId: text('source_id'),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  feeMinor: bigint('fee_minor', { mode: 'number' }).notNull(),
  netMinor: bigint('net_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
  createdAt: instantColumn('created_at').notNull(),
  cause: text('cause'),
  explained: boolean('explained').notNull().default(false),
  note: text('note'),
  seenAt: instantColumn('seen_at').notNull(),
});

export const promoCodes = app.table('promo_codes', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  code: text('code').notNull(),
  kind: text('kind').$type<'percent' | 'amount' | 'unlock'>().notNull(),
  basisPoints: integer('basis_points').notNull().default(0),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull().default(0),
  tierIds: jsonb('tier_ids').$type<readonly string[]>(),
  opensAt: instantColumn('opens_at'),
  closesAt: instantColumn('closes_at'),
  usesMax: integer('uses_max'),
  usesPerBuyerMax: integer('uses_per_buyer_max'),
  uses: integer('uses').notNull().default(0),
  stacks: boolean('stacks').notNull().default(false),
  archived: boolean('archived').notNull().default(false),
  createdAt: instantColumn('created_at').notNull(),
});

export const promoUses = app.table('promo_uses', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  code: text('code').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  buyerKey: text('buyer_key').notNull(),
  endedAt: instantColumn('ended_at'),
  createdAt: instantColumn('created_at').notNull(),
});

export const waitingList = app.table('waiting_list', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  entryId: idColumn('entry_id', 'WaitingId').notNull(),
  tierId: idColumn('tier_id', 'TierId').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull().default(''),
  language: text('language').notNull().default('en'),
  quantity: integer('quantity').notNull(),
  state: text('state').$type<WaitingState>().notNull().default('waiting'),
  orderId: idColumn('order_id', 'OrderId'),
  /** Kept for the person while the offer stands. */
  places: jsonb('places').$type<readonly PoolPlaces[]>(),
  offeredAt: instantColumn('offered_at'),
  offerLapsesAt: instantColumn('offer_lapses_at'),
  createdAt: instantColumn('created_at').notNull(),
});
export type WaitingState = 'waiting' | 'offered' | 'taken' | 'expired' | 'left';

export type WaitingRoomState = 'armed' | 'open' | 'closed';
export const waitingRooms = app.table('waiting_rooms', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  opensAt: instantColumn('opens_at').notNull(),
  admitsPerMinute: integer('admits_per_minute').notNull(),
  state: text('state').$type<WaitingRoomState>().notNull().default('armed'),
  admittedThrough: bigint('admitted_through', { mode: 'number' }).notNull().default(0),
  nextNumber: bigint('next_number', { mode: 'number' }).notNull().default(1),
  shuffled: boolean('shuffled').notNull().default(false),
  lastAdmittedAt: instantColumn('last_admitted_at'),
  calledAt: instantColumn('called_at'),
  calledWaiting: integer('called_waiting').notNull().default(0),
});

export const waitingRoomPlaces = app.table('waiting_room_places', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  visitorHash: bytesColumn('visitor_hash').notNull(),
  number: bigint('number', { mode: 'number' }),
  enteredAt: instantColumn('entered_at').notNull(),
  lookedAt: instantColumn('looked_at').notNull(),
  admittedAt: instantColumn('admitted_at'),
  spentAt: instantColumn('spent_at'),
});

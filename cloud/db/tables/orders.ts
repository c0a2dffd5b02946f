import { bigint, boolean, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { OrderState } from '#shared/catalog/order-states.ts';
import type { PoolId, QuestionId } from '#shared/kernel/ids.ts';
import type { TicketState } from '#shared/tickets/ticket-actions.ts';
import { bytesColumn, currencyColumn, idColumn, instantColumn } from '../columns.ts';
import type { TicketDraft } from '../ticket-draft.ts';
import { app } from './organizations.ts';

export type OrderChannel = 'online' | 'box-office' | 'station' | 'api' | 'import' | 'comp';

export const orders = app.table('orders', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  ref: text('ref').notNull(),
  state: text('state').$type<OrderState>().notNull(),
  channel: text('channel').$type<OrderChannel>().notNull(),
  compReason: text('comp_reason'),
  buyerName: text('buyer_name').notNull().default(''),
  buyerEmail: text('buyer_email').notNull().default(''),
  buyerPhone: text('buyer_phone'),
  buyerAddress: jsonb('buyer_address').$type<unknown>(),
  language: text('language').notNull().default('en'),
  totalMinor: bigint('total_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
  quote: jsonb('quote').$type<unknown>().notNull(),
  drafts: jsonb('drafts').$type<readonly TicketDraft[]>().notNull().default([]),
  inputHash: bytesColumn('input_hash').notNull(),
  searchKey: text('search_key').notNull().default(''),
  linkVersion: integer('link_version').notNull().default(1),
  version: integer('version').notNull().default(1),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});

export const orderLines = app.table('order_lines', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  lineId: idColumn('line_id', 'OrderLineId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  tierId: idColumn('tier_id', 'TierId').notNull(),
  quantity: integer('quantity').notNull(),
  unitMinor: bigint('unit_minor', { mode: 'number' }).notNull(),
  totalMinor: bigint('total_minor', { mode: 'number' }).notNull(),
});

export const holds = app.table('holds', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  holdId: idColumn('hold_id', 'HoldId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  places: jsonb('places').$type<readonly { readonly poolId: PoolId; readonly places: number }[]>().notNull(),
  state: text('state').$type<'held' | 'sold' | 'released' | 'lapsed'>().notNull().default('held'),
  lapsesAt: instantColumn('lapses_at').notNull(),
  createdAt: instantColumn('created_at').notNull(),
  endedAt: instantColumn('ended_at'),
});

export const imports = app.table('imports', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  importId: idColumn('import_id', 'ImportId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  fileName: text('file_name').notNull(),
  rowsGood: integer('rows_good').notNull(),
  rowsBad: integer('rows_bad').notNull(),
  report: jsonb('report').$type<unknown>().notNull(),
  importedBy: text('imported_by').notNull(),
  createdAt: instantColumn('created_at').notNull(),
});

export const tickets = app.table('tickets', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  ticketId: idColumn('ticket_id', 'TicketId').notNull(),
  orderId: idColumn('order_id', 'OrderId'),
  lineId: idColumn('line_id', 'OrderLineId'),
  tierId: idColumn('tier_id', 'TierId').notNull(),
  state: text('state').$type<TicketState>().notNull(),
  stateSince: instantColumn('state_since').notNull(),
  disputed: boolean('disputed').notNull().default(false),
  blocked: text('blocked'),
  holder: text('holder'),
  /** OR-5: the address of whoever the buyer passed the ticket on to. */
  heldBy: text('held_by'),
  seat: text('seat'),
  searchKey: text('search_key').notNull().default(''),
  opensAt: instantColumn('opens_at'),
  closesAt: instantColumn('closes_at'),
  guardianTicketId: idColumn('guardian_ticket_id', 'TicketId'),
  replacesTicketId: idColumn('replaces_ticket_id', 'TicketId'),
  importedCode: text('imported_code'),
  importId: idColumn('import_id', 'ImportId'),
  allotmentId: idColumn('allotment_id', 'AllotmentId'),
  attention: text('attention'),
  keyId: idColumn('key_id', 'KeyId'),
  code: text('code'),
  missingAnswers: jsonb('missing_answers').$type<readonly QuestionId[]>().notNull().default([]),
  answers: jsonb('answers').$type<Readonly<Record<string, string>>>().notNull().default({}),
  version: integer('version').notNull().default(1),
  createdAt: instantColumn('created_at').notNull(),
  xid: bigint('xid', { mode: 'number' }).notNull().default(0),
});

export const orderAnswers = app.table('order_answers', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  questionId: idColumn('question_id', 'QuestionId').notNull(),
  ticketId: text('ticket_id').notNull().default(''),
  value: text('value').notNull(),
});

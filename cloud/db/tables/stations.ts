import { bigint, boolean, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { RefuseReason } from '#shared/admission/types.ts';
import { idColumn, instantColumn } from '../columns.ts';
import { app } from './organizations.ts';

export const stations = app.table('stations', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  stationId: idColumn('station_id', 'StationId').notNull(),
  name: text('name').notNull(),
  state: text('state').$type<'active' | 'revoked'>().notNull().default('active'),
  gateEventId: idColumn('gate_event_id', 'EventId'),
  gateId: idColumn('gate_id', 'GateId'),
  pairedBy: text('paired_by').notNull(),
  pairedAt: instantColumn('paired_at').notNull(),
  revokedAt: instantColumn('revoked_at'),
  lastSeenAt: instantColumn('last_seen_at'),
  protocol: integer('protocol'),
  clockOffsetMs: bigint('clock_offset_ms', { mode: 'number' }),
  rosterAsOf: instantColumn('roster_as_of'),
  unsent: integer('unsent'),
  version: integer('version').notNull().default(1),
});

export const stationEvents = app.table('station_events', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  stationId: idColumn('station_id', 'StationId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
});

export const allotments = app.table('allotments', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  allotmentId: idColumn('allotment_id', 'AllotmentId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  tierId: idColumn('tier_id', 'TierId').notNull(),
  stationId: idColumn('station_id', 'StationId').notNull(),
  epoch: integer('epoch').notNull(),
  granted: integer('granted').notNull(),
  sold: integer('sold').notNull().default(0),
  returned: integer('returned').notNull().default(0),
  state: text('state').$type<'open' | 'closed' | 'written-off'>().notNull().default('open'),
  oversoldByDecision: integer('oversold_by_decision').notNull().default(0),
  createdAt: instantColumn('created_at').notNull(),
  endedAt: instantColumn('ended_at'),
  endedBy: text('ended_by'),
});

export const stationJournals = app.table('station_journals', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  stationId: idColumn('station_id', 'StationId').notNull(),
  journalId: idColumn('journal_id', 'JournalId').notNull(),
  lastSeq: bigint('last_seq', { mode: 'number' }).notNull().default(0),
  lastHash: text('last_hash').notNull(),
  startedAt: instantColumn('started_at').notNull(),
});

export const stationOps = app.table('station_ops', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  stationId: idColumn('station_id', 'StationId').notNull(),
  journalId: idColumn('journal_id', 'JournalId').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  opId: idColumn('op_id', 'OpId').notNull(),
  at: instantColumn('at').notNull(),
  clockOffsetMs: bigint('clock_offset_ms', { mode: 'number' }),
  hash: text('hash').notNull(),
  body: jsonb('body').$type<unknown>().notNull(),
  outcome: text('outcome').$type<'applied' | 'parked' | 'resolved' | 'discarded'>().notNull(),
  why: jsonb('why').$type<{ readonly code: string; readonly sentence: string }>(),
  afterRevocation: boolean('after_revocation').notNull().default(false),
  receivedAt: instantColumn('received_at').notNull(),
});

/** Ids a scan names need not exist: a fact is kept as it was told. */
export const scans = app.table('scans', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  scanId: idColumn('scan_id', 'OpId').notNull(),
  ticketId: idColumn('ticket_id', 'TicketId'),
  checkpointId: idColumn('checkpoint_id', 'CheckpointId').notNull(),
  gateId: idColumn('gate_id', 'GateId'),
  stationId: idColumn('station_id', 'StationId'),
  operatorId: idColumn('operator_id', 'OperatorId'),
  gateName: text('gate_name'),
  stationName: text('station_name'),
  operatorName: text('operator_name'),
  kind: text('kind').$type<'in' | 'out' | 'undo' | 'none'>().notNull(),
  undoesScanId: idColumn('undoes_scan_id', 'OpId'),
  at: instantColumn('at').notNull(),
  toldAt: instantColumn('told_at').notNull(),
  verdict: text('verdict').$type<'admit' | 'refuse' | 'ask' | 'undecidable' | 'undo'>().notNull(),
  rule: text('rule'),
  reason: text('reason').$type<RefuseReason>(),
  basis: text('basis').$type<'roster' | 'signature' | 'override' | 'self-test'>(),
  via: text('via').notNull(),
  direction: text('direction').$type<'in' | 'out'>().notNull(),
  mode: text('mode').$type<'admit' | 'verify'>().notNull(),
  overrideBy: text('override_by'),
  overrideReason: text('override_reason'),
  unreadText: text('unread_text'),
  online: boolean('online'),
  rosterComplete: boolean('roster_complete'),
  rosterAsOf: instantColumn('roster_as_of'),
  afterRevocation: boolean('after_revocation').notNull().default(false),
  receivedAt: instantColumn('received_at').notNull(),
  xid: bigint('xid', { mode: 'number' }).notNull().default(0),
});

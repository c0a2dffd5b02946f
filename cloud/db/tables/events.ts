import { bigint, boolean, integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { BuyerRules } from '#shared/catalog/buyer-rules.ts';
import type { DoorRule, EntryMode, Proof } from '#shared/catalog/door-event.ts';
import type { EventState } from '#shared/catalog/event-states.ts';
import type { TierId } from '#shared/kernel/ids.ts';
import { bytesColumn, currencyColumn, idColumn, instantColumn } from '../columns.ts';
import { app } from './organizations.ts';

export const events = app.table('events', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  ref: text('ref').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull().default(''),
  venue: text('venue').notNull().default(''),
  address: text('address').notNull().default(''),
  zone: text('zone').notNull(),
  doorsAt: instantColumn('doors_at').notNull(),
  startsAt: instantColumn('starts_at').notNull(),
  endsAt: instantColumn('ends_at').notNull(),
  lineUp: jsonb('line_up').$type<readonly unknown[]>().notNull().default([]),
  languages: jsonb('languages').$type<readonly string[]>().notNull().default(['en']),
  state: text('state').$type<EventState>().notNull().default('draft'),
  admitsOnSignature: boolean('admits_on_signature').notNull().default(true),
  needsApproval: boolean('needs_approval').notNull().default(false),
  collectsPhone: text('collects_phone').$type<'no' | 'optional' | 'required'>().notNull().default('no'),
  collectsAddress: text('collects_address').$type<'no' | 'optional' | 'required'>().notNull().default('no'),
  feeMode: text('fee_mode').$type<'absorbed' | 'passed-on'>().notNull().default('absorbed'),
  feeBasisPoints: integer('fee_basis_points').notNull().default(0),
  feeMinor: bigint('fee_minor', { mode: 'number' }).notNull().default(0),
  buyerRules: jsonb('buyer_rules').$type<Partial<BuyerRules>>().notNull().default({}),
  version: integer('version').notNull().default(1),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
  xid: bigint('xid', { mode: 'number' }).notNull().default(0),
});

export const pools = app.table('pools', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  poolId: idColumn('pool_id', 'PoolId').notNull(),
  name: text('name').notNull(),
  capacity: integer('capacity').notNull(),
  sold: integer('sold').notNull().default(0),
  held: integer('held').notNull().default(0),
  lent: integer('lent').notNull().default(0),
});

export const tiers = app.table('tiers', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  tierId: idColumn('tier_id', 'TierId').notNull(),
  number: integer('number').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  priceMinor: bigint('price_minor', { mode: 'number' }).notNull(),
  currency: currencyColumn('currency').notNull(),
  position: integer('position').notNull().default(0),
  saleOpensAt: instantColumn('sale_opens_at'),
  saleClosesAt: instantColumn('sale_closes_at'),
  orderMin: integer('order_min').notNull().default(1),
  orderMax: integer('order_max').notNull().default(10),
  visibility: text('visibility').$type<'public' | 'hidden' | 'code'>().notNull().default('public'),
  accessCode: text('access_code'),
  proof: jsonb('proof').$type<Proof>(),
  attention: text('attention'),
  childPerGuardianMax: integer('child_per_guardian_max'),
  guardianTierIds: jsonb('guardian_tier_ids').$type<readonly TierId[]>().notNull().default([]),
  addOnOf: jsonb('add_on_of').$type<readonly TierId[]>().notNull().default([]),
  archived: boolean('archived').notNull().default(false),
  version: integer('version').notNull().default(1),
});

export const tierPools = app.table('tier_pools', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  tierId: idColumn('tier_id', 'TierId').notNull(),
  poolId: idColumn('pool_id', 'PoolId').notNull(),
});

export const zones = app.table('zones', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  zoneId: idColumn('zone_id', 'ZoneId').notNull(),
  name: text('name').notNull(),
  capacity: integer('capacity'),
  position: integer('position').notNull().default(0),
});

export const checkpoints = app.table('checkpoints', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  checkpointId: idColumn('checkpoint_id', 'CheckpointId').notNull(),
  name: text('name').notNull(),
  entryMode: text('entry_mode').$type<EntryMode>().notNull().default('re-entry'),
  entriesMax: integer('entries_max'),
  zoneId: idColumn('zone_id', 'ZoneId'),
  admitsTierIds: jsonb('admits_tier_ids').$type<readonly TierId[]>(),
  matchesAddOns: boolean('matches_add_ons').notNull().default(false),
  admitsUnpaid: boolean('admits_unpaid').notNull().default(false),
  opensAt: instantColumn('opens_at'),
  closesAt: instantColumn('closes_at'),
  rule: jsonb('rule').$type<DoorRule>(),
  attention: text('attention'),
  position: integer('position').notNull().default(0),
  version: integer('version').notNull().default(1),
});

export const gates = app.table('gates', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  gateId: idColumn('gate_id', 'GateId').notNull(),
  checkpointId: idColumn('checkpoint_id', 'CheckpointId').notNull(),
  name: text('name').notNull(),
  position: integer('position').notNull().default(0),
});

export const questions = app.table('questions', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  questionId: idColumn('question_id', 'QuestionId').notNull(),
  label: text('label').notNull(),
  kind: text('kind').$type<'text' | 'number' | 'choice' | 'date' | 'consent'>().notNull(),
  choices: jsonb('choices').$type<readonly string[]>().notNull().default([]),
  per: text('per').$type<'order' | 'ticket'>().notNull(),
  required: boolean('required').notNull().default(false),
  atDoor: boolean('at_door').notNull().default(false),
  tierIds: jsonb('tier_ids').$type<readonly TierId[]>(),
  position: integer('position').notNull().default(0),
  archived: boolean('archived').notNull().default(false),
});

export const operators = app.table('operators', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  operatorId: idColumn('operator_id', 'OperatorId').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<'door' | 'supervisor'>().notNull(),
  pinHash: text('pin_hash').notNull(),
  archived: boolean('archived').notNull().default(false),
});

export const eventKeys = app.table('event_keys', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  keyId: idColumn('key_id', 'KeyId').notNull(),
  ref: text('ref').notNull(),
  publicKey: bytesColumn('public_key').notNull(),
  privateKeySealed: bytesColumn('private_key_sealed').notNull(),
  state: text('state').$type<'active' | 'retired' | 'withdrawn'>().notNull().default('active'),
  createdAt: instantColumn('created_at').notNull(),
  withdrawnAt: instantColumn('withdrawn_at'),
});

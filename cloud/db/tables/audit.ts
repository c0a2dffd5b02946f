import { bigint, jsonb, text } from 'drizzle-orm/pg-core';
import { bytesColumn, idColumn, instantColumn } from '../columns.ts';
import { app } from './organizations.ts';

/** Read here, written by `app.append_audit` alone. */
export const auditRows = app.table('audit', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  at: instantColumn('at').notNull(),
  actor: text('actor').notNull(),
  verb: text('verb').notNull(),
  target: text('target').notNull(),
  before: jsonb('before').$type<unknown>(),
  after: jsonb('after').$type<unknown>(),
  requestId: text('request_id'),
  prevHash: bytesColumn('prev_hash').notNull(),
  hash: bytesColumn('hash').notNull(),
});

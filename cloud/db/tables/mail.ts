import { integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { MailAbout, MailKind, MailState } from '#shared/api/mails.ts';
import { idColumn, instantColumn } from '../columns.ts';
import { app } from './organizations.ts';

export const mails = app.table('mails', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  mailId: idColumn('mail_id', 'MailId').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  orderId: idColumn('order_id', 'OrderId'),
  kind: text('kind').$type<MailKind>().notNull(),
  recipient: text('recipient').notNull(),
  language: text('language').notNull(),
  about: jsonb('about').$type<MailAbout>().notNull(),
  state: text('state').$type<MailState>().notNull().default('queued'),
  providerMessageId: text('provider_message_id'),
  attempts: integer('attempts').notNull().default(0),
  failure: text('failure'),
  queuedAt: instantColumn('queued_at').notNull(),
  sentAt: instantColumn('sent_at'),
  deliveredAt: instantColumn('delivered_at'),
  bouncedAt: instantColumn('bounced_at'),
});

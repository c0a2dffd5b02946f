import { integer, jsonb, text } from 'drizzle-orm/pg-core';
import type { DocumentContent, DocumentSeries } from '#shared/api/documents.ts';
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

export const documentSeries = app.table('document_series', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  series: text('series').$type<DocumentSeries>().notNull(),
  lastNumber: integer('last_number').notNull(),
});

export const documents = app.table('documents', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  documentId: idColumn('document_id', 'DocumentId').notNull(),
  series: text('series').$type<DocumentSeries>().notNull(),
  number: integer('number').notNull(),
  eventId: idColumn('event_id', 'EventId').notNull(),
  orderId: idColumn('order_id', 'OrderId').notNull(),
  refundId: idColumn('refund_id', 'RefundId'),
  content: jsonb('content').$type<DocumentContent>().notNull(),
  issuedAt: instantColumn('issued_at').notNull(),
});

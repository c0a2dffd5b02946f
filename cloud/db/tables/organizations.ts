import { integer, jsonb, pgSchema, text, time } from 'drizzle-orm/pg-core';
import type { Role } from '#shared/api/permissions.ts';
import { bytesColumn, currencyColumn, idColumn, instantColumn } from '../columns.ts';

export const app = pgSchema('app');

export const organizations = app.table('organizations', {
  orgId: idColumn('org_id', 'OrgId').primaryKey(),
  name: text('name').notNull(),
  accent: text('accent'),
  logoUrl: text('logo_url'),
  defaultLanguage: text('default_language').$type<'en' | 'de' | 'fr' | 'es' | 'ar'>().notNull(),
  zone: text('zone').notNull(),
  currency: currencyColumn('currency').notNull(),
  taxMode: text('tax_mode').$type<'inclusive' | 'exclusive'>().notNull(),
  taxBasisPoints: integer('tax_basis_points').notNull(),
  nightEndsAt: time('night_ends_at').notNull(),
  imprint: text('imprint').notNull(),
  terms: text('terms').notNull().default(''),
  privacy: text('privacy').notNull().default(''),
  typeface: text('typeface').$type<'sans' | 'serif'>().notNull().default('sans'),
  version: integer('version').notNull(),
  createdAt: instantColumn('created_at').notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
});

export const logos = app.table('logos', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  name: text('name').notNull(),
  bytes: bytesColumn('bytes').notNull(),
  keptAt: instantColumn('kept_at').notNull(),
});

export const memberships = app.table('memberships', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  personId: idColumn('person_id', 'PersonId').notNull(),
  role: text('role').$type<Role>().notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  addedAt: instantColumn('added_at').notNull(),
  addedBy: text('added_by'),
});

export const invitations = app.table('invitations', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  invitationId: idColumn('invitation_id', 'InvitationId').notNull(),
  secretHash: bytesColumn('secret_hash').notNull(),
  email: text('email').notNull(),
  role: text('role').$type<Role>().notNull(),
  invitedBy: text('invited_by').notNull(),
  expiresAt: instantColumn('expires_at').notNull(),
  acceptedAt: instantColumn('accepted_at'),
  createdAt: instantColumn('created_at').notNull(),
});

export const idempotency = app.table('idempotency', {
  orgId: idColumn('org_id', 'OrgId').notNull(),
  verb: text('verb').notNull(),
  key: text('key').notNull(),
  inputHash: bytesColumn('input_hash').notNull(),
  answer: jsonb('answer').$type<unknown>().notNull(),
  createdAt: instantColumn('created_at').notNull(),
});

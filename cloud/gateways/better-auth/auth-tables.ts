import { boolean, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

const auth = pgSchema('auth');
const at = (column: string) => timestamp(column, { withTimezone: true, mode: 'date' });

/** Keys are the models of better-auth and their fields; tables and columns have our names. */
export const authTables = {
  user: auth.table('people', {
    id: text('person_id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    emailVerified: boolean('email_verified').notNull(),
    image: text('image'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  }),
  session: auth.table('sessions', {
    id: text('session_id').primaryKey(),
    userId: text('person_id').notNull(),
    token: text('token').notNull(),
    expiresAt: at('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  }),
  account: auth.table('accounts', {
    id: text('row_id').primaryKey(),
    userId: text('person_id').notNull(),
    providerId: text('provider_id').notNull(),
    accountId: text('account_id').notNull(),
    password: text('password_hash'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  }),
  verification: auth.table('verifications', {
    id: text('verification_id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  }),
};

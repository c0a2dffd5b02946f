import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { mintId, parseId, type RandomBytes } from '#shared/kernel/ids.ts';
import type { Identity, KnownPerson } from '../../services/ports.ts';
import { authTables } from './auth-tables.ts';

export type IdentityOptions = {
  /** Connected as foyer_auth, which reaches schema `auth` and nothing else. */
  readonly pool: Pool;
  /** Signs the session cookies; at least 32 characters. */
  readonly secret: string;
  readonly baseUrl: string;
  readonly origins: readonly string[];
  readonly randomBytes: RandomBytes;
};

const sessionLivesSeconds = 7 * 24 * 3600;

/** People, passwords and browser sessions, kept by better-auth. */
export function createIdentity(options: IdentityOptions): Identity {
  const db = drizzle(options.pool);
  const auth = authOf(db, options);
  const personWhere = async (condition: ReturnType<typeof eq>): Promise<KnownPerson | null> => {
    const { id, email, name } = authTables.user;
    const [found] = await db.select({ id, email, name }).from(authTables.user).where(condition);
    return found === undefined ? null : knownPerson(found);
  };

  return {
    async signIn({ email, password, headers }) {
      const response = await auth.api.signInEmail({ body: { email, password }, headers, asResponse: true });
      if (!response.ok) return null;
      const person = await personWhere(eq(authTables.user.email, email.toLowerCase()));
      return person === null ? null : { person, cookies: response.headers.getSetCookie() };
    },
    async personOfSession(headers) {
      const found = await auth.api.getSession({ headers });
      return found === null ? null : knownPerson(found.user);
    },
    async signOut(headers) {
      const response = await auth.api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
    personById: personId => personWhere(eq(authTables.user.id, personId)),
    personByEmail: email => personWhere(eq(authTables.user.email, email.toLowerCase())),
    async register({ email, password, name }) {
      const context = await auth.$context;
      if ((await personWhere(eq(authTables.user.email, email.toLowerCase()))) !== null) return null;
      const hash = await context.password.hash(password);
      const user = await context.internalAdapter.createUser(
        { email: email.toLowerCase(), name, emailVerified: true },
        { method: 'email-password' },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      });
      return knownPerson(user);
    },
  };
}

function authOf(db: NodePgDatabase, options: IdentityOptions) {
  return betterAuth({
    appName: 'Foyer',
    baseURL: options.baseUrl,
    secret: options.secret,
    trustedOrigins: [...options.origins],
    database: drizzleAdapter(db, { provider: 'pg', schema: authTables }),
    // Accounts are made by invitation, through `register` below.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { expiresIn: sessionLivesSeconds, disableSessionRefresh: true },
    // Attempts are counted by our own table, which every process shares.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // An OpenID provider joins here: plugins: [genericOAuth({ config: [...] })].
    advanced: {
      cookiePrefix: 'foyer',
      useSecureCookies: options.baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: {
        generateId: ({ model }) =>
          model === 'user' ? mintId('PersonId', options.randomBytes) : randomText(options.randomBytes),
      },
    },
  });
}

function knownPerson(row: { readonly id: string; readonly email: string; readonly name: string }): KnownPerson {
  return { personId: parseId('PersonId', row.id), email: row.email, name: row.name };
}

function randomText(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(16)).toString('base64url');
}

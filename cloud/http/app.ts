import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { RandomBytes } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Db } from '../db/with-tenant.ts';
import type { Ctx, Person } from '../services/ctx.ts';
import type { MailHook } from '../services/mailer.ts';
import type { Papers } from '../services/papers.ts';
import type { PaymentProvider } from '../services/payment-provider.ts';
import type { Identity, KeyVault, Log, SignInAttempts } from '../services/ports.ts';

/** What the application is built from. Made in `server.ts`, and in tests by the harness. */
export type AppDeps = {
  readonly db: Db;
  readonly identity: Identity;
  readonly signInAttempts: SignInAttempts;
  readonly keyVault: KeyVault;
  readonly now: () => Instant;
  readonly randomBytes: RandomBytes;
  /** Where buyers reach us: what letters and pages link to. */
  readonly publicUrl: string;
  /** Signs the addresses of orders, so that who has one needs no account. */
  readonly linkSecret: Uint8Array;
  /** For how long a page of the shop may show what was so; 0 looks every time. */
  readonly shopFreshMs: number;
  readonly papers: Papers;
  /** Left out where no mail provider is set up: nobody tells us of mails then. */
  readonly mailHook?: MailHook;
  /** Where browsers reach us: cookies are believed only from these origins. */
  readonly origins: readonly string[];
  /** Calls one address may make in a minute. */
  readonly callsPerMinuteMax: number;
  /** The address of the caller; behind a trusted proxy, what the proxy says. */
  readonly addressOf: (request: Request, env: unknown) => string;
  /** Told when the answer to a request is made; left out where no gate stands before the application. */
  readonly answered?: (env: unknown) => void;
  /** Left out where nothing is sold online: the routes of payments are then not there. */
  readonly payments?: PaymentProvider;
  /** Where the demo was seeded: its page of tickets to scan. */
  readonly demoPages?: { readonly tickets: string; readonly style: string };
  readonly log: Log;
};

export type AppEnv = {
  Variables: {
    requestId: string;
    now: Instant;
    /** Undefined until somebody asked who is calling. */
    person: Person | null | undefined;
    /** Set below `/api/orgs/:orgId` for members. */
    ctx: Ctx;
  };
};

export type App = OpenAPIHono<AppEnv>;
export type AppContext = Context<AppEnv>;

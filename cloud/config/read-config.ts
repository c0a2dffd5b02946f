import { z } from 'zod';
import { plainIssue } from '#shared/kernel/plain-issue.ts';

const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, { error: 'expected postgres://…' });
const secretList = z
  .string()
  .transform(list => list.split(',').map(secret => secret.trim()))
  .pipe(z.array(z.string().min(8)).min(1));

const environment = z.object({
  FOYER_HOST: z.string().default('127.0.0.1'),
  FOYER_PORT: z.coerce.number().int().min(0).max(65_535).default(4700),
  FOYER_PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  FOYER_SECRET: z.string().min(32),
  /** 32 bytes in base64url that seal signing keys; derived from the secret where it is left out. */
  FOYER_MASTER_KEY: z.string().optional(),
  FOYER_APP_DATABASE_URL: databaseUrl,
  FOYER_AUTH_DATABASE_URL: databaseUrl,
  FOYER_WORKER_DATABASE_URL: databaseUrl,
  FOYER_DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(500).default(20),
  FOYER_CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(1_200),
  /** The folder of the demo's pages, where there is one. */
  FOYER_DEMO_FOLDER: z.string().optional(),
  /** Set only where a proxy of ours overwrites this header with the caller's address. */
  FOYER_ADDRESS_HEADER: z.string().optional(),
  /** Without a key nothing is sold online. */
  STRIPE_SECRET_KEY: z.string().min(8).optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().min(8).optional(),
  /** Signing secrets of the two webhook endpoints; several, with commas between, while one is rolled. */
  STRIPE_WEBHOOK_SECRETS: secretList.optional(),
  STRIPE_THIN_WEBHOOK_SECRETS: secretList.optional(),
  /** Where the provider's API is, when not at the vendor's own address. */
  INTEGRATION_STRIPE_BASE: z.url({ protocol: /^https?$/ }).optional(),
  /** Without a token no mail leaves. */
  POSTMARK_SERVER_TOKEN: z.string().min(8).optional(),
  /** `name:password` that the mail provider presents when it tells of deliveries. */
  POSTMARK_WEBHOOK_CREDENTIALS: z
    .string()
    .regex(/^[^:]+:.{16,}$/, { error: 'expected name:password, the password with at least 16 letters' })
    .optional(),
  /** The address that mail comes from, verified with the provider. */
  FOYER_MAIL_FROM: z.email().optional(),
  INTEGRATION_POSTMARK_BASE: z.url({ protocol: /^https?$/ }).optional(),
});

export type Config = Readonly<{
  host: string;
  port: number;
  publicUrl: string;
  /** Where browsers reach us: the public URL's origin, and the loopback spellings of it. */
  origins: readonly string[];
  secret: string;
  masterKey: string | undefined;
  appDatabaseUrl: string;
  authDatabaseUrl: string;
  workerDatabaseUrl: string;
  databaseConnections: number;
  callsPerMinuteMax: number;
  demoFolder: string | undefined;
  addressHeader: string | undefined;
  stripe: StripeConfig | null;
  postmark: PostmarkConfig | null;
}>;

export type PostmarkConfig = Readonly<{
  serverToken: string;
  webhookCredentials: string;
  fromAddress: string;
  base: URL | null;
}>;

export type StripeConfig = Readonly<{
  secretKey: string;
  publishableKey: string;
  webhookSecrets: Readonly<{ snapshot: readonly string[]; thin: readonly string[] }>;
  base: URL | null;
}>;

/** The environment as one frozen value, or an error that names every variable that is missing or wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env, { error: plainIssue });
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  return Object.freeze({
    host: values.FOYER_HOST,
    port: values.FOYER_PORT,
    publicUrl: values.FOYER_PUBLIC_URL,
    origins: originsOf(values.FOYER_PUBLIC_URL),
    secret: values.FOYER_SECRET,
    masterKey: values.FOYER_MASTER_KEY,
    appDatabaseUrl: values.FOYER_APP_DATABASE_URL,
    authDatabaseUrl: values.FOYER_AUTH_DATABASE_URL,
    workerDatabaseUrl: values.FOYER_WORKER_DATABASE_URL,
    databaseConnections: values.FOYER_DATABASE_CONNECTIONS,
    callsPerMinuteMax: values.FOYER_CALLS_PER_MINUTE,
    demoFolder: values.FOYER_DEMO_FOLDER,
    addressHeader: values.FOYER_ADDRESS_HEADER?.toLowerCase(),
    stripe: stripeOf(values),
    postmark: postmarkOf(values),
  });
}

function stripeOf(values: z.infer<typeof environment>): StripeConfig | null {
  if (values.STRIPE_SECRET_KEY === undefined) return null;
  const { STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRETS, STRIPE_THIN_WEBHOOK_SECRETS } = values;
  const needed = { STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRETS, STRIPE_THIN_WEBHOOK_SECRETS };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0)
    throw new Error(`The environment is not complete: with STRIPE_SECRET_KEY go ${missing.join(', ')}.`);
  const base = values.INTEGRATION_STRIPE_BASE;
  return Object.freeze({
    secretKey: values.STRIPE_SECRET_KEY,
    publishableKey: STRIPE_PUBLISHABLE_KEY ?? '',
    webhookSecrets: { snapshot: STRIPE_WEBHOOK_SECRETS ?? [], thin: STRIPE_THIN_WEBHOOK_SECRETS ?? [] },
    base: base === undefined ? null : new URL(base),
  });
}

function postmarkOf(values: z.infer<typeof environment>): PostmarkConfig | null {
  if (values.POSTMARK_SERVER_TOKEN === undefined) return null;
  const { POSTMARK_WEBHOOK_CREDENTIALS, FOYER_MAIL_FROM, INTEGRATION_POSTMARK_BASE: base } = values;
  if (POSTMARK_WEBHOOK_CREDENTIALS === undefined || FOYER_MAIL_FROM === undefined)
    throw new Error(
      'The environment is not complete: with POSTMARK_SERVER_TOKEN go POSTMARK_WEBHOOK_CREDENTIALS and FOYER_MAIL_FROM.',
    );
  return Object.freeze({
    serverToken: values.POSTMARK_SERVER_TOKEN,
    webhookCredentials: POSTMARK_WEBHOOK_CREDENTIALS,
    fromAddress: FOYER_MAIL_FROM,
    base: base === undefined ? null : new URL(base),
  });
}

function originsOf(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  const loopback = ['localhost', '127.0.0.1'];
  if (!loopback.includes(url.hostname)) return [url.origin];
  return loopback.map(host => `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`);
}

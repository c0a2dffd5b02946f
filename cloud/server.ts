import { createServer, type IncomingMessage, type RequestListener, type ServerOptions } from 'node:http';
import { serve } from '@hono/node-server';
import { mintId } from '#shared/kernel/ids.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { demoPages } from './config/demo-pages.ts';
import { linkSecret } from './config/link-secret.ts';
import { logToStdout } from './config/log-to-stdout.ts';
import { pooledRandomBytes } from './config/pooled-random-bytes.ts';
import { type Config, readConfig } from './config/read-config.ts';
import { ensureInstallation } from './db/global.ts';
import { openPool } from './db/open-pool.ts';
import { createSignInAttempts } from './db/sign-in-attempts.ts';
import { createIdentity } from './gateways/better-auth/create-identity.ts';
import { createKeyVault } from './gateways/key-vault/create-key-vault.ts';
import { masterKey } from './gateways/key-vault/master-key.ts';
import { createPapers } from './gateways/pdf/create-papers.ts';
import { openPaperThread } from './gateways/pdf/open-paper-thread.ts';
import { createPostmarkHook } from './gateways/postmark/create-postmark-hook.ts';
import { createStripeProvider } from './gateways/stripe/create-stripe-provider.ts';
import { createApp } from './http/create-app.ts';
import { createGate } from './http/create-gate.ts';

const config = readConfig(process.env);
const randomBytes = pooledRandomBytes();
const appPool = openPool(config.appDatabaseUrl, config.databaseConnections, logToStdout);
const authPool = openPool(config.authDatabaseUrl, 5, logToStdout);

await ensureInstallation(appPool, mintId('RequestId', randomBytes));

const gate = createGate(appPool);
const demo = demoPages(config.demoFolder);
const app = createApp({
  db: appPool,
  identity: createIdentity({
    pool: authPool,
    secret: config.secret,
    baseUrl: config.publicUrl,
    origins: config.origins,
    randomBytes,
  }),
  ...(config.stripe === null ? {} : { payments: createStripeProvider({ ...config.stripe, now: Date.now }) }),
  publicUrl: config.publicUrl,
  linkSecret: linkSecret(config),
  shopFreshMs: limits.shopFreshMs,
  papers: createPapers({ draw: openPaperThread({ msMax: limits.paperDrawnMsMax }).draw, nowMs: Date.now }),
  ...(config.postmark === null ? {} : { mailHook: createPostmarkHook(config.postmark.webhookCredentials) }),
  signInAttempts: createSignInAttempts(authPool),
  keyVault: createKeyVault({ masterKey: masterKey(config), randomBytes }),
  now: () => instantFromMs(Date.now()),
  randomBytes,
  origins: config.origins,
  callsPerMinuteMax: config.callsPerMinuteMax,
  addressOf: addressOf(config),
  answered: gate.answered,
  ...(demo === undefined ? {} : { demoPages: demo }),
  log: logToStdout,
});

const gated = (options: ServerOptions, listener: RequestListener) => createServer(options, gate.before(listener));
const server = serve(
  { fetch: app.fetch, hostname: config.host, port: config.port, createServer: gated as typeof createServer },
  info => logToStdout({ level: 'info', event: 'listening', address: `http://${config.host}:${info.port}` }),
);

/** What is under way is answered; streams that never end are cut after a moment. */
async function stop(): Promise<void> {
  const impatient = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 2_000);
  await new Promise(resolve => server.close(resolve));
  clearTimeout(impatient);
  await Promise.allSettled([appPool.end(), authPool.end()]);
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

function addressOf({ addressHeader }: Config) {
  return (request: Request, env: unknown): string => {
    const told = addressHeader === undefined ? null : request.headers.get(addressHeader);
    // What the adapter hands to every request as its environment.
    const incoming = (env as { incoming?: IncomingMessage } | undefined)?.incoming;
    return told ?? incoming?.socket.remoteAddress ?? 'unknown';
  };
}

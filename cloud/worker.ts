import { randomBytes } from 'node:crypto';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { linkSecret } from './config/link-secret.ts';
import { logToStdout } from './config/log-to-stdout.ts';
import { readConfig } from './config/read-config.ts';
import { openPool } from './db/open-pool.ts';
import { createKeyVault } from './gateways/key-vault/create-key-vault.ts';
import { masterKey } from './gateways/key-vault/master-key.ts';
import { createPapers } from './gateways/pdf/create-papers.ts';
import { openPaperThread } from './gateways/pdf/open-paper-thread.ts';
import { createPostmarkMailer } from './gateways/postmark/create-postmark-mailer.ts';
import { createStripeProvider } from './gateways/stripe/create-stripe-provider.ts';
import { jobList } from './jobs/job-list.ts';
import { runWorker } from './jobs/run-worker.ts';
import { pressLetter } from './storefront/mails/press-letter.ts';

const config = readConfig(process.env);
const appPool = openPool(config.appDatabaseUrl, config.databaseConnections, logToStdout);
// Most of a job is waiting: for the provider, which takes tenths of a second to answer, and for the disk.
const jobsAtOnce = 12;
const queuePool = openPool(config.workerDatabaseUrl, 8, logToStdout);

const worker = await runWorker(
  {
    db: appPool,
    now: () => instantFromMs(Date.now()),
    randomBytes,
    keyVault: createKeyVault({ masterKey: masterKey(config), randomBytes }),
    ...(config.stripe === null ? {} : { payments: createStripeProvider({ ...config.stripe, now: Date.now }) }),
    publicUrl: config.publicUrl,
    linkSecret: linkSecret(config),
    ...(config.postmark === null ? {} : { mailer: createPostmarkMailer(config.postmark) }),
    pressLetter,
    papers: createPapers({ draw: openPaperThread({ msMax: limits.paperDrawnMsMax }).draw, nowMs: Date.now }),
    log: logToStdout,
  },
  { queuePool, jobs: jobList, concurrency: jobsAtOnce },
);
logToStdout({ level: 'info', event: 'working', jobs: jobList.map(job => job.name) });

/** Jobs under way are finished first. */
async function stop(): Promise<void> {
  await worker.stop();
  await Promise.allSettled([appPool.end(), queuePool.end()]);
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

import type { Letter, PressedLetter } from '#shared/api/letter.ts';
import type { RandomBytes } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { CallCtx } from '../services/ctx.ts';
import type { Mailer } from '../services/mailer.ts';
import type { Papers } from '../services/papers.ts';
import type { PaymentProvider } from '../services/payment-provider.ts';
import type { KeyVault, Log } from '../services/ports.ts';

/** What a job is given. Made in `worker.ts`, and in tests by hand. */
export type JobDeps = {
  readonly db: CallCtx['db'];
  readonly now: () => Instant;
  readonly randomBytes: RandomBytes;
  readonly keyVault: KeyVault;
  /** Left out where nothing is sold online. */
  readonly payments?: PaymentProvider;
  /** Where buyers reach us: what letters and pages link to. */
  readonly publicUrl: string;
  /** Signs the links of orders. */
  readonly linkSecret: Uint8Array;
  /** Left out where no mail provider is set up. */
  readonly mailer?: Mailer;
  readonly pressLetter: (letter: Letter) => PressedLetter;
  readonly papers: Papers;
  readonly log: Log;
};

/** One kind of job: what it does with a payload, which is unknown until parsed. It may run twice and must then do nothing twice. */
export type Job = {
  readonly name: string;
  readonly run: (deps: JobDeps, payload: unknown) => Promise<void>;
  /** When it also runs by the clock: a crontab pattern in UTC. */
  readonly cron?: string;
};

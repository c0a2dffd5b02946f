import type { Pool } from 'pg';
import { mintId, type OrgId } from '#shared/kernel/ids.ts';
import { type SeededRandom, seededRandom } from '#shared/testing/seeded-random.ts';
import { createKeyVault } from '../../cloud/gateways/key-vault/create-key-vault.ts';
import type { App, AppDeps } from '../../cloud/http/app.ts';
import { createApp } from '../../cloud/http/create-app.ts';
import type { JobDeps } from '../../cloud/jobs/job.ts';
import type { Actor, Ctx } from '../../cloud/services/ctx.ts';
import type { PaymentProvider } from '../../cloud/services/payment-provider.ts';
import type { LogEntry } from '../../cloud/services/ports.ts';
import { emptyTables, tenantTables } from '../seeded/empty-tables.ts';
import { nobodyElse } from '../seeded/nobody-else.ts';
import { MoneyClock } from './money-clock.ts';
import { type MortalProcess, mortalProcess } from './mortal-process.ts';
import { type Watch, watchedProvider } from './watched-provider.ts';

/** A process with the provider as it calls it. */
export type Side = { readonly process: MortalProcess; readonly payments: PaymentProvider };

const unheard: Watch = { complain: () => {}, meanwhile: async () => {}, dies: () => false };

/** The product's cloud over real Postgres: one process that serves, two that work off jobs. Every seed has organizations of its own. */
export class MoneyCloud {
  readonly root: Pool;
  readonly web: Side;
  readonly worker: Side;
  /** Takes what the first one is not at, and is what the world does in the meantime. */
  readonly second: Side;
  readonly app: App;
  readonly log: LogEntry[] = [];
  watch: Watch = unheard;
  #clock = new MoneyClock();
  #random: SeededRandom = seededRandom(0);
  #provider: PaymentProvider;
  #tables: readonly string[] | null = null;

  constructor(root: Pool, appPool: Pool, publicUrl: string, provider: PaymentProvider) {
    this.root = root;
    this.#provider = provider;
    this.web = this.#side('web', appPool);
    this.worker = this.#side('worker', appPool);
    this.second = this.#side('second worker', appPool);
    const deps: AppDeps = { ...nobodyElse, ...this.jobDeps(this.web), publicUrl, origins: [publicUrl] };
    this.app = createApp(deps);
  }

  get sides(): readonly Side[] {
    return [this.web, this.worker, this.second];
  }

  #side(name: string, pool: Pool): Side {
    const process = mortalProcess(name, pool);
    return {
      process,
      payments: watchedProvider(
        () => this.#provider,
        process,
        () => this.watch,
      ),
    };
  }

  /** The same processes for every seed, with the time, the chance and the provider of this one. */
  begin(seed: {
    readonly clock: MoneyClock;
    readonly random: SeededRandom;
    readonly provider: PaymentProvider;
    readonly rewrite: MortalProcess['rewrite'];
  }): void {
    this.#clock = seed.clock;
    this.#random = seed.random;
    this.#provider = seed.provider;
    this.log.length = 0;
    this.watch = unheard;
    for (const { process } of this.sides)
      Object.assign(process, { dieAfter: null, cutAfter: null, dead: false, deaths: 0, rewrite: seed.rewrite });
  }

  /** As somebody, by the product's own verbs. */
  ctx({ process }: Side, orgId: OrgId, actor: Actor = { kind: 'system', job: 'money' }): Ctx {
    return {
      db: process.pool,
      now: this.#clock.now(),
      randomBytes: this.#random.bytes,
      requestId: mintId('RequestId', this.#random.bytes),
      orgId,
      actor,
    };
  }

  jobDeps({ process, payments }: Side): JobDeps {
    const randomBytes = (length: number) => this.#random.bytes(length);
    return {
      db: process.pool,
      now: () => this.#clock.now(),
      randomBytes,
      keyVault: createKeyVault({ masterKey: new Uint8Array(32).fill(7), randomBytes }),
      payments,
      publicUrl: 'http://foyer.test',
      linkSecret: nobodyElse.linkSecret,
      // Letters are written down and left there: what goes by mail is proven elsewhere.
      pressLetter: () => ({ subject: '', html: '', text: '' }),
      papers: nobodyElse.papers,
      log: entry => this.log.push(entry),
    };
  }

  /** Leaves nothing of a run behind, so that the same seed can run again in the same database. */
  async forget(): Promise<void> {
    this.#tables ??= await tenantTables(this.root);
    await emptyTables(this.root, [
      ...this.#tables.map(name => `delete from app.${name}`),
      'delete from app.provider_events',
      'delete from graphile_worker._private_jobs',
      'delete from graphile_worker._private_job_queues',
    ]);
  }
}

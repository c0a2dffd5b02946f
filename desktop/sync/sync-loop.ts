import { isRefusal, type Refusal, type RefusalCode } from '#shared/kernel/refusal.ts';
import type { LiveEvent } from '#shared/sync/protocol.ts';
import type { StepResult } from './sync-context.ts';
import type { SyncEngine } from './sync-engine.ts';

export type LoopDeps = {
  readonly onWake: (listener: (what: 'push' | 'all') => void) => () => void;
  readonly backOffMs: (failures: number) => number;
};

/** How often to look when nothing tells: live news make polling a safety net. */
const pollMs = { live: 20_000, deaf: 4_000, pairing: 2_000, relisten: 1_000 } as const;
/** Nobody was scanned for so long: whoever comes next is not kept waiting by what takes its time. */
const quietAfterMs = 2_000;
/** Even without a word from the cloud, rights are asked for this often. */
const helloEveryMs = 60_000;

/** What the loops tell each other. */
type Loops = {
  readonly engine: SyncEngine;
  readonly push: Turns;
  readonly pull: Turns;
  readonly listen: Turns;
  readonly tidy: Turns;
  readonly signal: AbortSignal;
  readonly news: { hello: boolean; helloAtMs: number; live: boolean };
  readonly tidying: { downloading: boolean; worked: boolean; stirredMs: number };
};

/** Four loops side by side, so that a scan leaves at once while a roster is still coming: push, pull, listening for news, and what may wait. */
export function syncLoop(engine: SyncEngine, deps: LoopDeps): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const turns = (name: string) => new Turns(engine, deps, stopping.signal, name);
  const loops: Loops = {
    engine,
    push: turns('push'),
    pull: turns('pull'),
    listen: turns('listen'),
    tidy: turns('tidy'),
    signal: stopping.signal,
    news: { hello: true, helloAtMs: Number.NEGATIVE_INFINITY, live: false },
    tidying: { downloading: false, worked: false, stirredMs: Number.NEGATIVE_INFINITY },
  };
  const { push, pull, listen, tidy } = loops;
  const releaseWakes = deps.onWake(what => wake(loops, what));
  let wasOnline = false;
  engine.context.onChange(() => {
    const online = engine.context.status().link === 'online';
    // Whoever finds the cloud first tells the others, who may be waiting out a failure.
    if (online && !wasOnline) for (const waiting of [push, pull, listen]) waiting.wake(true);
    wasOnline = online;
  });
  const running = Promise.all([
    push.run(async () => ({ result: await drain(engine.pushStep), restMs: pollMs.live })),
    pull.run(() => pullTurn(loops)),
    listen.run(() => listenTurn(loops)),
    tidy.run(async () => tidyTurn(loops)),
  ]);
  return {
    stop: async () => {
      releaseWakes();
      stopping.abort();
      await running;
    },
  };
}

function wake({ engine, push, pull, listen, news, tidying }: Loops, what: 'push' | 'all'): void {
  push.wake(what === 'all');
  tidying.stirredMs = engine.context.clock.monotonicMs();
  if (what !== 'all') return;
  news.hello = true;
  pull.wake(true);
  listen.wake(true);
}

async function pullTurn({ engine, listen, tidy, news, tidying }: Loops): Promise<Turn> {
  const { clock, sync } = engine.context;
  if ((await engine.pairStep()) === 'worked') news.hello = true;
  if (news.hello || clock.monotonicMs() - news.helloAtMs > helloEveryMs) {
    const said = await engine.helloStep();
    if (said === 'failed') return { result: said, restMs: pollMs.deaf };
    news.hello = false;
    news.helloAtMs = clock.monotonicMs();
    listen.wake();
  }
  const result = await pullAll(engine, downloading => {
    tidying.downloading = downloading;
  });
  tidying.downloading = false;
  tidy.wake();
  const restMs =
    sync.store.settings.read('pairing') === null ? (news.live ? pollMs.live : pollMs.deaf) : pollMs.pairing;
  return { result, restMs };
}

async function listenTurn({ engine, pull, news, signal }: Loops): Promise<Turn> {
  const access = isPaired(engine) ? await engine.context.access() : null;
  if (access === null) return { result: 'idle', restMs: pollMs.live };
  const hear = (event: LiveEvent) => {
    news.live = true;
    if (event.type === 'scope' || event.type === 'revoked') news.hello = true;
    if (event.type !== 'beat') pull.wake();
  };
  const answer = await engine.context.cloud.live(access, hear, signal);
  news.live = false;
  // Why it ended is the next hello's business; it ends by itself when rights change.
  pull.wake();
  return { result: answer.kind === 'ok' ? 'idle' : 'failed', restMs: pollMs.relisten };
}

/** A slice at a time, so that a scan waits for one at the most; a roster on its way goes first. */
function tidyTurn({ engine, tidying }: Loops): Turn {
  const quiet = engine.context.clock.monotonicMs() - tidying.stirredMs >= quietAfterMs;
  const result = tidying.downloading ? 'idle' : engine.upkeepStep(quiet ? 'quiet' : 'busy');
  if (result === 'idle' && tidying.worked) engine.context.changed();
  tidying.worked = result === 'worked';
  return { result, restMs: quiet ? pollMs.live : quietAfterMs };
}

function isPaired({ context }: SyncEngine): boolean {
  const identity = context.identity();
  return identity !== null && !identity.revoked;
}

async function drain(step: () => Promise<StepResult>): Promise<StepResult> {
  for (;;) {
    const result = await step();
    if (result !== 'worked') return result;
  }
}

/** Every event of the scope up to date. */
async function pullAll(engine: SyncEngine, downloading: (now: boolean) => void): Promise<StepResult> {
  const { store } = engine.context.sync;
  for (const eventId of engine.eventsInScope()) {
    downloading(store.events.byId(eventId)?.roster.cursor == null);
    const result = await drain(() => engine.pullStep(eventId));
    if (result === 'failed') return result;
  }
  return 'idle';
}

type Turn = { readonly result: StepResult; readonly restMs: number };

/** One loop: works, rests, backs off after failures, and is woken by news. */
class Turns {
  #failures = 0;
  #woken = false;
  #troubled: RefusalCode | null = null;
  #wakeable = true;
  #wakeUp: (() => void) | null = null;
  readonly #engine: SyncEngine;
  readonly #deps: LoopDeps;
  readonly #signal: AbortSignal;
  readonly #name: string;

  constructor(engine: SyncEngine, deps: LoopDeps, signal: AbortSignal, name: string) {
    this.#engine = engine;
    this.#deps = deps;
    this.#signal = signal;
    this.#name = name;
  }

  wake(forced = false): void {
    this.#woken = true;
    if (forced || this.#wakeable) this.#wakeUp?.();
  }

  async run(turn: () => Promise<Turn>): Promise<void> {
    while (!this.#signal.aborted) {
      this.#woken = false;
      const { result, restMs } = await this.#safely(turn);
      this.#failures = result === 'failed' ? this.#failures + 1 : 0;
      if (result === 'failed') await this.#rest(this.#deps.backOffMs(this.#failures), this.#failures <= 1);
      else if (result === 'idle') await this.#rest(restMs, true);
      else await this.#engine.context.breathe();
    }
  }

  async #safely(turn: () => Promise<Turn>): Promise<Turn> {
    // Working offline is no reason to leave undone what needs no cloud.
    if (this.#name !== 'tidy' && this.#engine.context.status().link === 'paused')
      return { result: 'idle', restMs: pollMs.live };
    try {
      const done = await turn();
      if (this.#troubled !== null) this.#engine.context.setProblem(this.#troubled, null);
      this.#troubled = null;
      return done;
    } catch (fault) {
      // A full disk or a fault of ours: told, and tried again later; the journal keeps everything.
      if (isRefusal(fault)) this.#tell(fault);
      else this.#engine.context.report(fault, `sync ${this.#name}`);
      return { result: 'failed', restMs: pollMs.deaf };
    }
  }

  #tell({ code }: Refusal): void {
    this.#troubled = code;
    this.#engine.context.setProblem(code, { lost: false, facts: {} });
  }

  /** Sleeps; news end it, unless the cloud is known to be away and asking sooner would only be noise. */
  #rest(ms: number, wakeable: boolean): Promise<void> {
    if (this.#signal.aborted || (wakeable && this.#woken)) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        cancel();
        this.#signal.removeEventListener('abort', done);
        this.#wakeUp = null;
        resolve();
      };
      const cancel = this.#engine.context.clock.later(ms, done);
      this.#signal.addEventListener('abort', done);
      this.#wakeable = wakeable;
      this.#wakeUp = done;
    });
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import type { ScanAnswer, StationState } from '#shared/api/station.ts';
import { endProcess } from '../door/child-process.ts';
import type { ChildNews, StartOrder } from './station-child.ts';

/** A station process that has loaded its code and opens its file when told to. */
export class WarmChild {
  readonly #child: ChildProcess;
  readonly #warm: Promise<void>;
  #port = 0;
  #fault: string | null = null;
  #hear: (news: ChildNews) => void = () => {};

  constructor(file: string) {
    this.#child = spawn(process.execPath, [file], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: `${file}.cache` },
    });
    this.#warm = this.#until('warm');
    this.#warm.catch(() => {});
    this.#child.on('message', (news: ChildNews) => {
      if (news.kind === 'failed') this.#fault = news.why;
      if (news.kind === 'ready') this.#port = news.port;
      this.#hear(news);
    });
  }

  /** Something went wrong that was not our killing. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Resolves when the file is about to be opened, or later when it is open and scans are taken. */
  async start(order: StartOrder, until: 'starting' | 'ready'): Promise<void> {
    await this.#warm;
    const there = this.#until(until);
    this.#child.send(order);
    await there;
  }

  async post<T>(verb: string, input: unknown): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/station/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new StationSaidNo(text);
    return JSON.parse(text);
  }

  scan(text: string): Promise<ScanAnswer> {
    return this.post('scan', { text, via: 'scanner', confirmed: [] });
  }

  async state(): Promise<StationState> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/station/state`);
    return (await response.json()) as StationState;
  }

  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    return endProcess(this.#child, signal);
  }

  #until(kind: ChildNews['kind']): Promise<void> {
    return new Promise((resolve, reject) => {
      const gone = () =>
        reject(new Error(`the station ended before it was ${kind}: ${this.#fault ?? 'without a word'}`));
      this.#child.once('exit', gone);
      this.#hear = news => {
        if (news.kind === 'failed') reject(new Error(`the station does not start: ${news.why}`));
        if (news.kind !== kind) return;
        this.#child.off('exit', gone);
        resolve();
      };
    });
  }
}

/** A refusal in words, as against a connection that was cut. */
export class StationSaidNo extends Error {}

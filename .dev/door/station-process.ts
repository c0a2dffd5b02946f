import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScanAnswer, StationState, StationVerb } from '#shared/api/station.ts';
import { stationArguments } from '../start/station-arguments.ts';
import { endProcess, firstMatch } from './child-process.ts';

export type StationProcess = {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Opens the station in one browser. */
  readonly windowUrl: () => string;
  readonly post: <T>(verb: StationVerb, input: unknown) => Promise<T>;
  readonly scan: (text: string) => Promise<ScanAnswer>;
  readonly state: () => Promise<StationState>;
  /** Follows the live state until it is as wanted; answers with that state. */
  readonly until: (wanted: (state: StationState) => boolean) => Promise<StationState>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../..');

/** The station as `npm start` runs it, in a process of its own, on a free port unless told otherwise. */
export async function startStationProcess(dataDir: string, port = 0): Promise<StationProcess> {
  mkdirSync(dataDir, { recursive: true });
  const child = spawn(process.execPath, stationArguments(root), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, FOYER_STATION_DATA: dataDir, FOYER_STATION_PORT: String(port) },
  });
  const [, address = ''] = await firstMatch(child, /Station: (http\S+)/);
  const client = await enterStation(address);
  return {
    ...client,
    pid: child.pid ?? 0,
    child,
    windowUrl: () => readFileSync(path.join(dataDir, 'window.url'), 'utf8').trim(),
    stop: () => endProcess(child, 'SIGTERM'),
    kill: () => endProcess(child, 'SIGKILL'),
  };
}

export type StationClient = Pick<StationProcess, 'post' | 'scan' | 'state' | 'until'>;

/** Lets us in as a browser would: the address is good once, the cookie from then on. */
export async function enterStation(address: string): Promise<StationClient> {
  const { origin } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const headers = { cookie, 'content-type': 'application/json' };
  const post = async <T>(verb: StationVerb, input: unknown): Promise<T> => {
    const response = await fetch(`${origin}/station/${verb}`, { method: 'POST', headers, body: JSON.stringify(input) });
    const text = await response.text();
    if (!response.ok) throw new StationRefused(response.status, text);
    return JSON.parse(text);
  };
  return {
    post,
    scan: text => post<ScanAnswer>('scan', { text, via: 'scanner', confirmed: [] }),
    state: async () => (await fetch(`${origin}/station/state`, { headers })).json() as Promise<StationState>,
    until: wanted => followUntil(`${origin}/station/live`, headers, wanted),
  };
}

/** The station said no, in words. */
export class StationRefused extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(`${status} ${text}`);
    this.status = status;
  }
}

async function followUntil(
  url: string,
  headers: Record<string, string>,
  wanted: (state: StationState) => boolean,
): Promise<StationState> {
  const ending = new AbortController();
  const response = await fetch(url, { headers, signal: ending.signal });
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const state: StationState = JSON.parse(line);
        if (wanted(state)) return state;
      }
    }
    throw new Error('the station stopped telling its state');
  } finally {
    ending.abort();
  }
}

import type { z } from 'zod';
import { instantMs, isInstant, parseInstant } from '#shared/kernel/instant.ts';
import type { ClockSample } from '#shared/sync/clock-offset.ts';
import { opsResponseSchema } from '#shared/sync/operations.ts';
import {
  feedResponseSchema,
  helloResponseSchema,
  liveEventSchema,
  PROTOCOL_VERSION,
  pollPairingResponseSchema,
  snapshotLineSchema,
  startPairingResponseSchema,
  stationPaths,
} from '#shared/sync/protocol.ts';
import type { StationClock } from '../station/ports.ts';
import type { CloudAccess, CloudAnswer, CloudClient } from './cloud-client.ts';
import { readLines } from './read-lines.ts';

export type FetchCloudDeps = {
  readonly fetch: typeof fetch;
  readonly now: StationClock['now'];
  /** Ends a request that takes longer; none for streams. */
  readonly timeoutMs: number;
  /** A stream that says nothing for this long is dead. */
  readonly silenceMs: number;
};

/** `fetch` undoes either, but asks for the slower one alone by itself. */
const acceptEncoding = 'zstd, gzip';
const lineBytesMax = 64 * 1_048_576;
const answerBytesMax = 32 * 1_048_576;

/** The cloud over HTTP. Every answer is checked before anybody believes it. */
export function fetchCloud(deps: FetchCloudDeps): CloudClient {
  const ask = async <T>(request: AskOptions, schema: z.ZodType<T>): Promise<CloudAnswer<T>> => {
    const sent = await send(deps, request, AbortSignal.timeout(deps.timeoutMs));
    if (sent.kind !== 'response') return sent;
    const { response, clock } = sent;
    const raw = await readJson(response);
    if (raw === undefined) return { kind: 'garbled', what: `no JSON from ${request.path}` };
    if (!response.ok) return refusedBy(raw, response.status);
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return { kind: 'garbled', what: `${request.path}: ${parsed.error.issues[0]?.path.join('.')}` };
    return { kind: 'ok', value: parsed.data, clock };
  };
  return {
    startPairing: (cloudUrl, body) =>
      ask({ cloudUrl, path: stationPaths.startPairing, body }, startPairingResponseSchema),
    pollPairing: (cloudUrl, body) => ask({ cloudUrl, path: stationPaths.pollPairing, body }, pollPairingResponseSchema),
    hello: access => ask({ ...access, path: stationPaths.hello }, helloResponseSchema),
    feed: (access, { eventId, cursor }) =>
      ask(
        { ...access, path: stationPaths.feed, query: { eventId, cursor: JSON.stringify(cursor) } },
        feedResponseSchema,
      ),
    ops: (access, body) => ask({ ...access, path: stationPaths.ops, body }, opsResponseSchema),
    snapshot: async (access, from, take) =>
      stream(deps, access, { path: stationPaths.snapshot, query: from }, async line =>
        take(snapshotLineSchema.parse(JSON.parse(line))),
      ),
    live: async (access, hear, signal) =>
      stream(
        deps,
        access,
        { path: stationPaths.live, query: {} },
        async line => {
          if (!line.startsWith('data:')) return true;
          hear(liveEventSchema.parse(JSON.parse(line.slice('data:'.length))));
          return true;
        },
        signal,
      ),
  };
}

type AskOptions = {
  readonly cloudUrl: string;
  readonly path: string;
  readonly token?: string;
  readonly unsent?: number;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

type Sent =
  | { readonly kind: 'response'; readonly response: Response; readonly clock: ClockSample | null }
  | { readonly kind: 'unreachable' };

async function send(deps: FetchCloudDeps, options: AskOptions, signal: AbortSignal): Promise<Sent> {
  const { cloudUrl, path, token, unsent, query, body } = options;
  const sentMs = instantMs(deps.now());
  try {
    const response = await deps.fetch(`${cloudUrl}${path}${query ? `?${new URLSearchParams(query)}` : ''}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(unsent === undefined ? {} : { 'foyer-unsent': String(unsent) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'foyer-protocol': String(PROTOCOL_VERSION),
        'accept-encoding': acceptEncoding,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A log-in page of the venue's network is somewhere else, and must not be taken for the cloud.
      redirect: 'manual',
      signal,
    });
    return { kind: 'response', response, clock: clockSample(response, sentMs, instantMs(deps.now())) };
  } catch {
    return { kind: 'unreachable' };
  }
}

function clockSample(response: Response, sentMs: number, receivedMs: number): ClockSample | null {
  const time = response.headers.get('foyer-time');
  return isInstant(time) ? { sentMs, receivedMs, cloudMs: instantMs(parseInstant(time)) } : null;
}

/** The JSON of an answer; undefined when it is none, too much, or broke off. */
async function readJson(response: Response): Promise<unknown> {
  try {
    if (Number(response.headers.get('content-length') ?? 0) > answerBytesMax) return undefined;
    const raw: unknown = JSON.parse(await response.text());
    return raw;
  } catch {
    return undefined;
  }
}

function refusedBy(raw: unknown, status: number): CloudAnswer<never> {
  const error = typeof raw === 'object' && raw !== null && 'error' in raw ? raw.error : null;
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string')
    return { kind: 'garbled', what: `status ${status} without a code` };
  const facts = 'facts' in error && typeof error.facts === 'object' && error.facts !== null ? error.facts : {};
  return { kind: 'refused', code: error.code, facts: { ...facts } };
}

async function stream(
  deps: FetchCloudDeps,
  access: CloudAccess,
  request: { readonly path: string; readonly query: Readonly<Record<string, string>> },
  take: (line: string) => Promise<boolean>,
  stop?: AbortSignal,
): Promise<CloudAnswer<null>> {
  const silence = silenceGuard(deps.silenceMs);
  const signal = stop === undefined ? silence.signal : AbortSignal.any([stop, silence.signal]);
  try {
    const sent = await send(deps, { ...access, ...request }, signal);
    if (sent.kind !== 'response') return sent;
    const { response, clock } = sent;
    if (!response.ok || response.body === null) {
      const raw = await readJson(response);
      return raw === undefined ? { kind: 'garbled', what: request.path } : refusedBy(raw, response.status);
    }
    return await takeLines(response.body, silence, take, clock);
  } finally {
    silence.end();
  }
}

async function takeLines(
  body: ReadableStream<Uint8Array>,
  silence: SilenceGuard,
  take: (line: string) => Promise<boolean>,
  clock: ClockSample | null,
): Promise<CloudAnswer<null>> {
  const lines = readLines(body, lineBytesMax);
  for (;;) {
    let next: IteratorResult<string>;
    try {
      next = await lines.next();
    } catch {
      return { kind: 'unreachable' };
    }
    if (next.done === true) return { kind: 'ok', value: null, clock };
    silence.heard();
    if (next.value === '') continue;
    const parsed = await taken(take, next.value);
    if (parsed.kind === 'garbled') return parsed;
    if (!parsed.more) {
      await lines.return(undefined).catch(() => {});
      return { kind: 'ok', value: null, clock };
    }
  }
}

/** A line that cannot be read is the other side's fault; what taking it does to the file is ours and is thrown. */
async function taken(
  take: (line: string) => Promise<boolean>,
  line: string,
): Promise<{ readonly kind: 'taken'; readonly more: boolean } | { readonly kind: 'garbled'; readonly what: string }> {
  try {
    return { kind: 'taken', more: await take(line) };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError'))
      return { kind: 'garbled', what: error.message.slice(0, 200) };
    throw error;
  }
}

type SilenceGuard = { readonly signal: AbortSignal; readonly heard: () => void; readonly end: () => void };

function silenceGuard(silenceMs: number): SilenceGuard {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), silenceMs);
  return {
    signal: controller.signal,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(), silenceMs);
    },
    end: () => clearTimeout(timer),
  };
}

import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { percentile } from '../door/figures.ts';

export type LoadRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly form?: boolean;
};

export type LoadResult = {
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** How long each took, in ms, where they came at a set rate. */
  readonly took: readonly number[];
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly bodies: readonly string[];
};

export type Load = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  /** What to ask next; null ends that connection. */
  readonly next: (connection: number) => LoadRequest | null;
  /** Told of each answer. */
  readonly heard?: (status: number, body: string, connection: number) => void;
  readonly secondsMax?: number;
  /** Requests a second over all connections, at even distances; without it each connection asks as soon as it was answered. */
  readonly perSecond?: number;
};

/**
 * Buyers who each keep one connection and ask again once they are answered. Written on bare sockets, because what asks shares
 * the machine with what answers. With `perSecond`, lateness counts: time runs from when a request was due.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const took: number[] = [];
  const statuses: Record<number, number> = {};
  const started = performance.now();
  const until = started + (load.secondsMax ?? 600) * 1000;
  const spacingMs = load.perSecond === undefined ? 0 : 1000 / load.perSecond;
  let sent = 0;
  await Promise.all(
    Array.from({ length: load.connections }, async (_, connection) => {
      const client = await openClient(load);
      try {
        for (;;) {
          if (performance.now() >= until) return;
          const due = spacingMs === 0 ? performance.now() : started + sent++ * spacingMs;
          const waitMs = due - performance.now();
          if (waitMs > 0) await new Promise(resolve => setTimeout(resolve, waitMs));
          const request = load.next(connection);
          if (request === null) return;
          const from = spacingMs === 0 ? performance.now() : due;
          const answer = await client.ask(request);
          took.push(performance.now() - from);
          statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
          load.heard?.(answer.status, answer.body, connection);
        }
      } finally {
        client.close();
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return {
    seconds,
    perSecond: took.length / seconds,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    took: load.perSecond === undefined ? [] : took,
    statuses,
    bodies: [],
  };
}

let asked = randomInt(1 << 24);
/** Whoever asks is somebody else, and asks from home; those of another process are others again. */
function nextAddress(): string {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
}

type Answer = { readonly status: number; readonly body: string };

async function openClient({ url, headers = {} }: Load) {
  const { hostname, port, host } = new URL(url);
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const common = [`host: ${host}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n');
  let heard = '';
  let answered: (answer: Answer) => void = () => {};
  let failed: (error: Error) => void = () => {};
  socket.setEncoding('latin1');
  socket.on('data', chunk => {
    heard += String(chunk);
    const answer = readAnswer(heard);
    if (answer === null) return;
    heard = '';
    answered(answer);
  });
  socket.on('error', error => failed(error));
  socket.on('close', () => failed(new Error('the server closed the connection')));
  return {
    ask: ({ method, path, body, form }: LoadRequest): Promise<Answer> =>
      new Promise((resolve, reject) => {
        answered = resolve;
        failed = reject;
        const length =
          body === undefined
            ? ''
            : `content-type: ${form === true ? 'application/x-www-form-urlencoded' : 'application/json'}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
        const from = `x-forwarded-for: ${nextAddress()}`;
        socket.write(`${method} ${path} HTTP/1.1\r\n${common}\r\n${from}\r\n${length}\r\n${body ?? ''}`);
      }),
    close: () => {
      failed = () => {};
      socket.destroy();
    },
  };
}

/** The answer when all of it is there; one at a time, since nobody asks before they were answered. */
function readAnswer(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const whole =
    length === undefined
      ? body.endsWith('0\r\n\r\n') || /^HTTP\/1\.1 (?:204|304)/.test(head)
      : body.length >= Number(length);
  return whole ? { status: Number(head.slice(9, 12)), body } : null;
}

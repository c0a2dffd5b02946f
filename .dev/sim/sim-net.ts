import { fromProtocol1 } from '#shared/sync/protocol-1.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import type { CountedThing } from './counts.ts';
import { isCutOff } from './sim-pool.ts';

export type LinkFaults = {
  /** Nothing arrives at the cloud. */
  up: boolean;
  /** What the cloud answers never arrives. */
  down: boolean;
  /** How often a single request goes wrong in one way or another. */
  flaky: number;
};

/** What answers at the far end. */
type Reached = { request(path: string, init: RequestInit): Promise<Response> };

type PastRequest = { readonly path: string; readonly init: RequestInit; readonly arrived: boolean };

export type SimNetOptions = {
  readonly random: SeededRandom;
  readonly tick: (ms: number) => void;
  readonly oldVersion: boolean;
  readonly count: (what: CountedThing) => void;
};

export const networkError = () => new TypeError('fetch failed');

/** One station's way to the cloud: the cloud's own request handler, with everything in between that a network does. */
export class SimNet {
  readonly faults: LinkFaults = { up: false, down: false, flaky: 0 };
  /** Requests on their way for a long time, and copies of such as had arrived. */
  readonly late: PastRequest[] = [];
  readonly #cloud: Reached;
  readonly #random: SeededRandom;
  readonly #tick: (ms: number) => void;
  readonly #oldVersion: boolean;
  readonly #count: SimNetOptions['count'];

  constructor(cloud: Reached, { random, tick, oldVersion, count }: SimNetOptions) {
    this.#cloud = cloud;
    this.#random = random;
    this.#tick = tick;
    this.#oldVersion = oldVersion;
    this.#count = count;
  }

  readonly fetch = async (input: string | URL | Request, options: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    const request = { path: `${url.pathname}${url.search}`, init: this.#asSpoken(options) };
    const mishap = this.#mishap();
    this.#tick(1 + this.#random.below(80));
    if (this.faults.up || mishap === 'request-lost') {
      if (this.#random.chance(0.3)) this.late.push({ ...request, arrived: false });
      this.#count('requests lost');
      throw networkError();
    }
    const response = await this.#deliver(request);
    const body = await bodyOf(response);
    if (this.#random.chance(0.1)) this.late.push({ ...request, arrived: true });
    this.#tick(1 + this.#random.below(80));
    if (this.faults.down || mishap === 'answer-lost' || body === null) {
      this.#count('answers lost after the deed');
      throw networkError();
    }
    if (mishap === 'log-in-page') {
      this.#count('log-in pages');
      return new Response('<html>Please accept our terms</html>', { status: 200 });
    }
    if (mishap === 'cut') this.#count('answers cut short');
    const cut = mishap === 'cut' ? this.#random.below(body.length + 1) : body.length;
    const text = this.#oldVersion ? asToday(body.slice(0, cut)) : body.slice(0, cut);
    const headers = new Headers();
    for (const name of ['foyer-time', 'content-type', 'retry-after']) {
      const value = response.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(text, { status: response.status, headers });
  };

  /** Something old arrives after all; nobody waits for its answer any more. */
  async deliverLate(): Promise<boolean> {
    const [request] = this.late.splice(this.#random.below(this.late.length), 1);
    if (request === undefined) return false;
    this.#count(request.arrived ? 'duplicates arriving late' : 'requests arriving late');
    await bodyOf(await this.#deliver(request));
    return true;
  }

  async #deliver({ path, init }: Omit<PastRequest, 'arrived'>): Promise<Response> {
    return this.#cloud.request(path, init);
  }

  #mishap(): 'none' | 'request-lost' | 'answer-lost' | 'cut' | 'log-in-page' {
    if (!this.#random.chance(this.faults.flaky)) return 'none';
    return this.#random.pick(['request-lost', 'answer-lost', 'answer-lost', 'cut', 'log-in-page'] as const);
  }

  /** What a station one version older sends. */
  #asSpoken({ method, headers, body }: RequestInit): RequestInit {
    const plain = { method: method ?? 'GET', headers: new Headers(headers), ...(body == null ? {} : { body }) };
    // `fetch` undoes what was compressed, and there is none in between here.
    plain.headers.delete('accept-encoding');
    if (!this.#oldVersion) return plain;
    plain.headers.set('foyer-protocol', '1');
    if (typeof body !== 'string') return plain;
    const said: unknown = JSON.parse(body);
    const isOps = typeof said === 'object' && said !== null && 'protocol' in said;
    return isOps ? { ...plain, body: JSON.stringify({ ...said, protocol: 1 }) } : plain;
  }
}

/** Null when the cloud's own connection broke half way through a streamed answer: its server then breaks off towards the station. */
async function bodyOf(response: Response): Promise<string | null> {
  try {
    return await response.text();
  } catch (error) {
    if (isCutOff(error)) return null;
    throw error;
  }
}

/** The tests' station is today's; it reads what version 1 says as version 1 did. */
function asToday(body: string): string {
  return body
    .split('\n')
    .map(line => {
      try {
        return line === '' ? line : JSON.stringify(fromProtocol1(JSON.parse(line)));
      } catch {
        return line;
      }
    })
    .join('\n');
}

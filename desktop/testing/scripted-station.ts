import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import {
  type CannedText,
  cannedAnswer,
  cannedOrder,
  cannedVerdicts,
  lastScanOf,
} from '#fixtures/gallery/canned-answers.ts';
import { cannedId, cannedState } from '#fixtures/gallery/canned-state.ts';
import { type ScanAnswer, type StationState, type StationVerb, stationRequests } from '#shared/api/station.ts';

/** A station that plays a script: canned answers for canned codes, and whatever state a test sets. */
export type ScriptedStation = {
  readonly app: Hono;
  readonly state: () => StationState;
  /** Changes the state and tells every window. */
  readonly set: (change: Partial<StationState>) => void;
  /** Each verb that came, with its input, in order. */
  readonly calls: { readonly verb: StationVerb; readonly input: unknown }[];
  /** The next call of a verb is refused so. */
  readonly refuseNext: (verb: StationVerb, error: { code: string; sentence: string; facts?: object }) => void;
};

export function createScriptedStation(initial: Partial<StationState> = {}): ScriptedStation {
  let state = cannedState(initial);
  const listeners = new Set<() => void>();
  const calls: ScriptedStation['calls'] = [];
  const refusals = new Map<StationVerb, { code: string; sentence: string; facts?: object }>();
  const set = (change: Partial<StationState>) => {
    state = { ...state, ...change, revision: state.revision + 1 };
    for (const listener of listeners) listener();
  };
  const app = new Hono();
  app.get('/station/live', context =>
    stream(context, async out => {
      let wake = () => {};
      const listener = () => wake();
      listeners.add(listener);
      out.onAbort(() => {
        listeners.delete(listener);
        wake();
      });
      while (!out.aborted) {
        const changed = new Promise<void>(resolve => {
          wake = resolve;
        });
        await out.write(`${JSON.stringify(state)}\n`);
        await changed;
      }
    }),
  );
  app.post('/station/:verb', async context => {
    const verb = context.req.param('verb') as StationVerb;
    const parsed = stationRequests[verb]?.safeParse(await context.req.json());
    if (parsed?.success !== true)
      return context.json({ error: { code: 'bad-input', sentence: 'No such verb or input.', facts: {} } }, 400);
    calls.push({ verb, input: parsed.data });
    const refused = refusals.get(verb);
    if (refused !== undefined) {
      refusals.delete(verb);
      return context.json({ error: { facts: {}, ...refused } }, 409);
    }
    return context.json(answerTo(verb, parsed.data, { get: () => state, set }));
  });
  return { app, state: () => state, set, calls, refuseNext: (verb, error) => refusals.set(verb, error) };
}

type Holder = { readonly get: () => StationState; readonly set: (change: Partial<StationState>) => void };

// biome-ignore lint/suspicious/noExplicitAny: the input was parsed by the verb's own schema just above
function answerTo(verb: StationVerb, input: any, { get, set }: Holder): unknown {
  switch (verb) {
    case 'scan':
      return record(scanAnswer(input.text, input.confirmed, get()), { get, set });
    case 'scanTicket':
      return record({ ...cannedAnswer('ADMIT'), via: input.via }, { get, set });
    case 'scanOrder':
      return { answers: input.ticketIds.map((_: string, at: number) => record(groupAnswer(at), { get, set })) };
    case 'override':
      return record(cannedAnswer('OVERRIDE'), { get, set });
    case 'undo':
      set({ last: get().last.map(scan => (scan.scanId === input.scanId ? { ...scan, undone: true } : scan)) });
      return { undone: input.scanId };
    case 'search':
      return {
        hits: cannedOrder.filter(hit => JSON.stringify(hit).toLowerCase().includes(input.query.toLowerCase())),
        more: false,
        indexing: false,
      };
    case 'order':
      return { orderRef: '7KQ2M', tickets: cannedOrder };
    default:
      set(changeBy(verb, input, get()));
      return get();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function changeBy(verb: StationVerb, input: any, state: StationState): Partial<StationState> {
  switch (verb) {
    case 'setMode':
      return { mode: input };
    case 'setPlace': {
      const gate = state.places.flatMap(place => place.gates).find(option => option.gateId === input.gateId);
      return gate === undefined ? {} : { place: { ...input, checkpointId: gate.checkpointId } };
    }
    case 'signIn':
      return { operator: state.operators.find(operator => operator.operatorId === input.operatorId) ?? null };
    case 'signOut':
      return { operator: null };
    case 'setOffline':
      return { sync: { ...state.sync, link: input.offline ? 'paused' : 'online' } };
    case 'retryParked':
      return { sync: { ...state.sync, parked: state.sync.parked.filter(op => op.opId !== input.opId) } };
    case 'seenConflict':
      return { conflicts: state.conflicts.map(conflict => ({ ...conflict, seen: true })) };
    case 'cancelPairing':
      return { pairing: { kind: 'unpaired' } };
    case 'pair':
      return {
        pairing: {
          kind: 'waiting',
          code: '7KQ-2M4',
          expiresAt: new Date(Date.parse(state.now) + 600_000).toISOString() as StationState['now'],
          cloudUrl: input.cloudUrl,
        },
      };
    default:
      return {};
  }
}

function scanAnswer(text: string, confirmed: readonly string[], state: StationState): ScanAnswer {
  const name = text.toUpperCase().replaceAll(/[^A-Z]/g, '');
  const known = Object.keys(cannedVerdicts).find((key): key is CannedText => name.startsWith(key));
  const answer = cannedAnswer(confirmed.length > 0 ? 'CONFIRMED' : (known ?? 'UNKNOWN'));
  if (answer.verdict.kind === 'admit' && state.mode.direction === 'out') return cannedAnswer('OUT');
  return state.mode.verify ? { ...answer, verify: true } : answer;
}

function groupAnswer(at: number): ScanAnswer {
  const hit = cannedOrder[at];
  return { ...cannedAnswer('ADMIT'), via: 'group', ticket: hit ?? null };
}

/** Gives a scan its own id and puts it on top of the last ones. */
function record(answer: ScanAnswer, { get, set }: Holder): ScanAnswer {
  const numbered = { ...answer, scanId: cannedId('OpId', get().revision + 1) };
  set({ last: [lastScanOf(numbered), ...get().last].slice(0, 20) });
  return numbered;
}

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type StationAnswers, type StationVerb, stationRequests } from '#shared/api/station.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { answerRefusal } from './answer-refusal.ts';
import { answerScreens } from './answer-screens.ts';
import { liveStates } from './live-states.ts';
import { overrideRefusal } from './override-refusal.ts';
import { cancelPairing, pairStation } from './pair-station.ts';
import type { StationDeps } from './ports.ts';
import { retryParked } from './retry-parked.ts';
import { scanOrder } from './scan-order.ts';
import { scanCode, scanTicket } from './scan-ticket.ts';
import { searchTickets } from './search-tickets.ts';
import { seeConflict } from './see-conflict.ts';
import { setMode } from './set-mode.ts';
import { setOffline } from './set-offline.ts';
import { setPlace } from './set-place.ts';
import { showOrder } from './show-order.ts';
import { signInOperator, signOutOperator } from './sign-in-operator.ts';
import { makeStation, type Station } from './station.ts';
import { stationState } from './station-state.ts';
import { undoAdmission } from './undo-admission.ts';

/** What a Hono application and Electron's scheme handler both are: something that answers requests. */
export type StationApp = { readonly fetch: (request: Request) => Response | Promise<Response> };

/** The station: the same application behind Electron's scheme and behind a loopback server. */
export function createStation(deps: StationDeps): StationApp {
  const station = makeStation(deps);
  const app = new Hono();
  app.use(
    '/station/*',
    bodyLimit({
      maxSize: limits.requestBodyBytesMax,
      onError: () => answerRefusal(station, refusal('too-large', { bytesMax: limits.requestBodyBytesMax })),
    }),
  );
  app.get('/station/state', context => context.json(stationState(station)));
  app.get(
    '/station/live',
    () =>
      new Response(liveStates(station), {
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
      }),
  );
  app.post('/station/:verb', async context => {
    const verb = verbs[context.req.param('verb') as StationVerb] as Verb | undefined;
    if (verb === undefined) throw refusal('not-found', { what: 'verb' });
    return context.json((await verb(station, await readJson(context.req.raw))) as object);
  });
  app.get('/*', context => answerScreens(deps.screens, context.req.path));
  app.notFound(() => answerRefusal(station, refusal('not-found', { what: 'page' })));
  app.onError((error, context) => answerRefusal(station, error, context.req.path));
  return app;
}

type Verb = (station: Station, raw: unknown) => unknown;

/** Parses, acts, answers: with what the verb says, or with the whole state where the verb has nothing of its own to say. */
function verb<Name extends StationVerb>(
  name: Name,
  act: (
    station: Station,
    input: ReturnType<(typeof stationRequests)[Name]['parse']>,
  ) => StationAnswers[Name] | undefined | Promise<StationAnswers[Name] | undefined>,
): Verb {
  return async (station, raw) => {
    const parsed = stationRequests[name].safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw refusal('bad-input', { field: issue?.path.join('.') ?? '', sentence: issue?.message ?? '' });
    }
    // The schema of this name made the data; TypeScript loses the tie between a generic name and its schema.
    const answer = await act(station, parsed.data as ReturnType<(typeof stationRequests)[Name]['parse']>);
    return answer ?? stationState(station);
  };
}

/** Done, and the state is the answer. */
async function thenState(done: unknown): Promise<undefined> {
  await done;
  return undefined;
}

const verbs: { readonly [Name in StationVerb]: Verb } = {
  scan: verb('scan', scanCode),
  scanTicket: verb('scanTicket', scanTicket),
  scanOrder: verb('scanOrder', scanOrder),
  override: verb('override', overrideRefusal),
  undo: verb('undo', undoAdmission),
  search: verb('search', searchTickets),
  order: verb('order', showOrder),
  setPlace: verb('setPlace', (station, input) => thenState(setPlace(station, input))),
  setMode: verb('setMode', (station, input) => thenState(setMode(station, input))),
  signIn: verb('signIn', (station, input) => thenState(signInOperator(station, input))),
  signOut: verb('signOut', station => thenState(signOutOperator(station))),
  pair: verb('pair', (station, input) => thenState(pairStation(station, input))),
  cancelPairing: verb('cancelPairing', station => thenState(cancelPairing(station))),
  setOffline: verb('setOffline', (station, input) => thenState(setOffline(station, input))),
  retryParked: verb('retryParked', (station, input) => thenState(retryParked(station, input))),
  seenConflict: verb('seenConflict', (station, input) => thenState(seeConflict(station, input))),
};

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw refusal('bad-input', { field: 'body', sentence: 'the body is JSON' });
  }
}

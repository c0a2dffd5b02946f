import { createRoute } from '@hono/zod-openapi';
import {
  pollPairingRequestSchema,
  pollPairingResponseSchema,
  startPairingRequestSchema,
  startPairingResponseSchema,
  stationPaths,
} from '#shared/sync/protocol.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { callCtx, callerOf } from '../../http/person.ts';
import { pollPairing } from '../../services/stations/poll-pairing.ts';
import { startPairing } from '../../services/stations/start-pairing.ts';

const tags = ['Station'];

const start = createRoute({
  method: 'post',
  path: stationPaths.startPairing,
  tags,
  summary: 'Ask to be paired',
  description: 'A device that belongs to nobody gets a code to show. Bounded per address.',
  request: { body: jsonBody(startPairingRequestSchema) },
  ...answers(201, startPairingResponseSchema),
});

const poll = createRoute({
  method: 'post',
  path: stationPaths.pollPairing,
  tags,
  summary: 'Ask what became of a pairing',
  description:
    'A poll after the approval gets a device token; asked again with the same secret while the code lives, another one.',
  request: { body: jsonBody(pollPairingRequestSchema) },
  ...answers(200, pollPairingResponseSchema),
});

export function registerStationPairing(app: App, deps: AppDeps): void {
  app.openapi(start, async c => {
    return c.json(await startPairing(callCtx(deps, c), c.req.valid('json'), callerOf(deps, c)), 201);
  });
  app.openapi(poll, async c => c.json(await pollPairing(callCtx(deps, c), c.req.valid('json')), 200));
}

import { createRoute, z } from '@hono/zod-openapi';
import { opsRequestSchema, opsResponseSchema } from '#shared/sync/operations.ts';
import { type FeedResponse, feedResponseSchema, helloResponseSchema, stationPaths } from '#shared/sync/protocol.ts';
import { answers, errorSchema, jsonBody } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { compressedLines } from '../../http/compressed-lines.ts';
import { readyJson } from '../../http/ready-json.ts';
import { stationCtx } from '../../http/station.ts';
import { describeFault } from '../../services/describe-fault.ts';
import { applyOps } from '../../services/scans/apply-ops.ts';
import { createLive } from '../../services/sync/create-live.ts';
import { hello } from '../../services/sync/hello.ts';
import { readFeedPage } from '../../services/sync/read-feed-page.ts';
import { streamLive } from '../../services/sync/stream-live.ts';
import { streamSnapshot } from '../../services/sync/stream-snapshot.ts';

const tags = ['Station'];
const stationHeaders = z.object({
  'foyer-protocol': z.string().optional().openapi({ description: 'The version this station speaks.', example: '2' }),
  'foyer-unsent': z.string().optional().openapi({ description: 'How many operations it has not handed in yet.' }),
});
const streamed = (contentType: string, description: string) => ({
  responses: {
    200: { description, content: { [contentType]: { schema: z.string() } } },
    default: { description: 'Refused', content: { 'application/json': { schema: errorSchema } } },
  },
});

const greet = createRoute({
  method: 'get',
  path: stationPaths.hello,
  tags,
  summary: 'Who am I, what may I see',
  request: { headers: stationHeaders },
  ...answers(200, helloResponseSchema),
});

const snapshot = createRoute({
  method: 'get',
  path: stationPaths.snapshot,
  tags,
  summary: 'The roster of an event, as lines of JSON',
  description: 'Goes on with `phase` and `after` of the last page when a download broke off.',
  request: {
    headers: stationHeaders,
    query: z.object({ eventId: z.string(), phase: z.string().optional(), after: z.string().optional() }),
  },
  ...streamed('application/x-ndjson', 'Lines: head, tickets, scans, end'),
});

const feed = createRoute({
  method: 'get',
  path: stationPaths.feed,
  tags,
  summary: 'What changed after a cursor',
  request: { headers: stationHeaders, query: z.object({ eventId: z.string(), cursor: z.string().max(500) }) },
  ...answers(200, feedResponseSchema),
});

const ops = createRoute({
  method: 'post',
  path: stationPaths.ops,
  tags,
  summary: 'Hand in operations',
  request: { headers: stationHeaders, body: jsonBody(opsRequestSchema) },
  ...answers(200, opsResponseSchema),
});

const live = createRoute({
  method: 'get',
  path: stationPaths.live,
  tags,
  summary: 'Be told when something changed',
  request: { headers: stationHeaders },
  ...streamed('text/event-stream', 'Events: changed, scope, revoked, beat'),
});

export function registerStationSync(app: App, deps: AppDeps): void {
  const news = createLive(deps.db, error => deps.log({ level: 'warn', event: 'feed-hub', ...describeFault(error) }));
  app.openapi(greet, async c => c.json(await hello(await stationCtx(deps, c)), 200));
  app.openapi(snapshot, async c => {
    const lines = await streamSnapshot(await stationCtx(deps, c), {
      eventId: c.req.query('eventId'),
      phase: c.req.query('phase'),
      after: c.req.query('after'),
    });
    return compressedLines(lines, c.req.header('accept-encoding') ?? '');
  });
  app.openapi(feed, async c => {
    const text = await readFeedPage(await stationCtx(deps, c), {
      eventId: c.req.query('eventId'),
      cursor: c.req.query('cursor'),
    });
    return readyJson<FeedResponse>(text);
  });
  app.openapi(ops, async c => c.json(await applyOps(await stationCtx(deps, c), c.req.valid('json')), 200));
  app.openapi(live, async c => {
    const stream = streamLive(await stationCtx(deps, c), news, deps.now);
    return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } });
  });
}

import { contentPolicy } from '../station/answer-screens.ts';
import type { StationApp } from '../station/create-station.ts';
import { isOwnUrl } from './own-origin.ts';

const headersWhereMissing = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** A request of the window, answered by the station: its own host alone, and never without the security headers. */
export async function answerRequest(station: StationApp, request: Request): Promise<Response> {
  const answer = isOwnUrl(request.url) ? await station.fetch(request) : new Response('Not found', { status: 404 });
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(headersWhereMissing)) if (!headers.has(name)) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

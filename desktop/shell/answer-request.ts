import { isOwnUrl } from './own-origin.ts';

/** Whatever answers requests: the station's application. */
export interface Answering {
  fetch(request: Request): Response | Promise<Response>;
}

/** What the window may load and do, unless the station says so itself. No inline script, no eval, nothing from elsewhere. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headersWhereMissing = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** A request of the window, answered by the station: its own host alone, and never without the security headers. */
export async function answerRequest(station: Answering, request: Request): Promise<Response> {
  const answer = isOwnUrl(request.url) ? await station.fetch(request) : new Response('Not found', { status: 404 });
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(headersWhereMissing)) if (!headers.has(name)) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

import type { ScreenFiles } from './ports.ts';

/** What the screens may load and do: their own files alone, no inline script, no eval. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
} as const;

/** A file of the built screens; a path without an ending is a page of theirs. */
export function answerScreens(screens: ScreenFiles, path: string): Response {
  const file = screens(/\.[a-z0-9]+$/i.test(path) ? path : '/index.html');
  if (file === null) return new Response('Not found', { status: 404, headers });
  const cached = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return new Response(file.body, { headers: { ...headers, 'content-type': file.type, 'cache-control': cached } });
}

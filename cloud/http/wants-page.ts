import type { AppContext } from './app.ts';

/** Somebody looks at it: a browser that opens an address asks for a page, a script of ours for data, and below `/api` are programs. */
export function wantsPage(c: AppContext): boolean {
  return !/^\/api(?:\/|$)/.test(c.req.path) && /\btext\/html\b/.test(c.req.header('accept') ?? '');
}

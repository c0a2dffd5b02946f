import type { AppContext } from './app.ts';

/** What stands after the question mark. Of an address that was parsed once, only this part is parsed again. */
export function searchOf(c: AppContext): URLSearchParams {
  const { url } = c.req;
  const from = url.indexOf('?');
  const hash = url.indexOf('#');
  return new URLSearchParams(from < 0 ? '' : url.slice(from + 1, hash < 0 ? url.length : hash));
}

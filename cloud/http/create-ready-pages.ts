import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { RenderedPage } from '../storefront/page.tsx';
import type { AppContext } from './app.ts';

/** Answers with the page of a key, rendered the first time somebody asks for it. */
export type ReadyPages = (c: AppContext, key: string, render: () => RenderedPage) => Response;

type ReadyPage = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Keeps pages that are the same for everybody as the bytes that are sent, packed and not. Whatever decides how a page looks is
 * part of its key. A browser asks each time, and is told in a word when it has the page already.
 */
export function createReadyPages(pagesMax: number): ReadyPages {
  const pages = new Map<string, ReadyPage>();
  return (c, key, render) => {
    const page = pages.get(key) ?? readyPage(render());
    pages.set(key, page);
    const [oldest] = pages.keys();
    if (pages.size > pagesMax && oldest !== undefined) pages.delete(oldest);
    if (c.req.header('if-none-match') === page.headers.etag) return c.body(null, 304, page.headers);
    if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(page.bytes, 200, page.headers);
    return c.body(page.packed, 200, { ...page.headers, 'content-encoding': 'gzip' });
  };
}

function readyPage({ html, headers }: RenderedPage): ReadyPage {
  const bytes = new TextEncoder().encode(html);
  return {
    bytes,
    packed: Uint8Array.from(gzipSync(bytes)),
    headers: {
      ...headers,
      etag: `W/"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`,
      'cache-control': 'private, no-cache',
      vary: 'accept-encoding, accept-language, cookie',
    },
  };
}

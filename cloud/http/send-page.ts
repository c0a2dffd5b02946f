import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { RenderedPage } from '../storefront/page.tsx';
import type { AppContext } from './app.ts';

/** Answers with a page and the policy it was rendered for. */
export function sendPage(c: AppContext, { html, headers }: RenderedPage, status: ContentfulStatusCode = 200): Response {
  return c.body(html, status, headers);
}

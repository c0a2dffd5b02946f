import path from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

export const contentPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'";

/** The built screens over loopback in front of a station's verbs, under the very content policy of the product. */
export async function serveScreens(station: Hono): Promise<AsyncDisposable & { readonly url: string }> {
  const root = path.resolve(import.meta.dirname, '../../out/renderer');
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    context.header('content-security-policy', contentPolicy);
  });
  app.route('/', station);
  app.use('*', serveStatic({ root: path.relative(process.cwd(), root) }));
  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

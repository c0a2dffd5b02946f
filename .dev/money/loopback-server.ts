import { serve } from '@hono/node-server';

type Handle = (request: Request) => Response | Promise<Response>;

/** A server on loopback whose handler may be exchanged: each seed has a provider of its own behind the same address. */
export async function loopbackServer(): Promise<{ readonly url: string; handle: Handle; close(): Promise<void> }> {
  const state = {
    url: '',
    handle: (() => new Response(null, { status: 503 })) as Handle,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
  const server = serve({ fetch: request => state.handle(request), hostname: '127.0.0.1', port: 0 });
  await new Promise<void>(resolve => (server.listening ? resolve() : server.once('listening', () => resolve())));
  const address = server.address();
  state.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return state;
}

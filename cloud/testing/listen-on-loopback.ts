import { serve } from '@hono/node-server';

export type Listening = { readonly origin: string; close(): Promise<void> };

/**
 * Serves on a free port of loopback. It never hangs up on a line that is quiet: whoever was about to use it would lose what they
 * sent, and no test waits until a webhook that was lost so comes again.
 */
export async function listenOnLoopback(
  fetch: (request: Request, env: unknown) => Response | Promise<Response>,
): Promise<Listening> {
  const serverOptions = { keepAliveTimeout: 0 };
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0, serverOptions });
  await new Promise<void>(resolve => (server.listening ? resolve() : server.once('listening', () => resolve())));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

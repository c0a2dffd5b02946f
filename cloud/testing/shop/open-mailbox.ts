import { serve } from '@hono/node-server';
import type { Page } from '@playwright/test';
import { createPostmarkSimulator } from '#fixtures/simulators/postmark/create-postmark-simulator.ts';
import { createPostmarkMailer } from '../../gateways/postmark/create-postmark-mailer.ts';
import type { Mailer } from '../../services/mailer.ts';

export type Mailbox = AsyncDisposable & {
  readonly mailer: Mailer;
  /** Opens the newest mail to somebody in a browser and goes where its button leads. */
  readonly follow: (page: Page, to: string, button: string) => Promise<void>;
};

const serverToken = 'a token of the tests';

/** The mail provider's simulator on loopback, whose page shows every mail it caught. */
export async function openMailbox(): Promise<Mailbox> {
  const provider = createPostmarkSimulator({ serverToken, clock: Date.now, hook: null, automatic: false });
  const server = serve({ fetch: provider.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise<void>(resolve => (server.listening ? resolve() : server.once('listening', () => resolve())));
  const address = server.address();
  const base = new URL(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
  return {
    mailer: createPostmarkMailer({ serverToken, base, fromAddress: 'tickets@foyer.test' }),
    follow: async (page, to, button) => {
      await page.goto(`${base.href}?to=${encodeURIComponent(to)}`);
      const link = await page.frameLocator('iframe').getByRole('link', { name: button }).getAttribute('href');
      await page.goto(link ?? 'about:blank');
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}

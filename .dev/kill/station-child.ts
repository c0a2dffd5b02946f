import { serve } from '@hono/node-server';
import { composeStation } from '../../desktop/station/compose-station.ts';

/** What the suite tells a child once it is warm. */
export type StartOrder = { readonly dataDir: string; readonly migrationsDir: string };
/** What a child tells. `starting` comes right before the station's file is opened. */
export type ChildNews =
  | { readonly kind: 'warm' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly why: string };

// The station whole, without window and guard, in a process that has loaded its code and waits for the word: the suite kills hundreds.
const tell = (news: ChildNews) => process.send?.(news);
process.once('disconnect', () => process.exit(0));
process.once('message', (order: StartOrder) => {
  start(order).catch((error: unknown) => tell({ kind: 'failed', why: String(error) }));
});
tell({ kind: 'warm' });

async function start({ dataDir, migrationsDir }: StartOrder): Promise<void> {
  tell({ kind: 'starting' });
  const report = (fault: unknown, doing: string) => tell({ kind: 'failed', why: `${doing}: ${String(fault)}` });
  const station = await composeStation({ dataDir, migrationsDir, screensDir: dataDir, report });
  const server = serve({ fetch: station.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
    tell({ kind: 'ready', port }),
  );
  process.once('SIGTERM', () => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    void station.close().then(() => process.exit(0));
  });
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { composeStation, type StationOptions } from './compose-station.ts';
import { loopbackGuard } from './loopback-guard.ts';
import { startSentence } from './start-sentence.ts';

export type ServedStation = {
  readonly port: number;
  /** A link that lets one browser in, once. */
  readonly mintAddress: () => string;
  readonly close: () => Promise<void>;
};

/** The station behind a port of this machine alone, for any browser as its window. */
export async function serveStation(
  options: StationOptions & { readonly port: number; readonly host?: string },
): Promise<ServedStation> {
  const station = await composeStation(options);
  let port = options.port;
  const guard = loopbackGuard(
    station,
    () => port,
    () => randomBytes(24).toString('base64url'),
  );
  const server = serve({ fetch: guard.fetch, hostname: options.host ?? '127.0.0.1', port: options.port });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve);
      server.once('error', reject);
    });
  } catch (error) {
    await station.close();
    throw error;
  }
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  return {
    port,
    mintAddress: guard.mintAddress,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      // Live streams never end by themselves.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await station.close();
    },
  };
}

/** `node desktop/station/serve.ts`: reads the environment, prints the address, ends on a signal. */
async function main(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  const dataDir = process.env.FOYER_STATION_DATA ?? path.join(root, '.data/station');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const served = await serveStation({
    dataDir,
    port: Number(process.env.FOYER_STATION_PORT ?? 4400),
    screensDir: process.env.FOYER_STATION_SCREENS ?? path.join(root, 'out/renderer'),
  });
  const address = served.mintAddress();
  // For whoever started this and wants to print it; good for one browser, like the printed one.
  writeFileSync(path.join(dataDir, 'window.url'), `${served.mintAddress()}\n`, { mode: 0o600 });
  console.log(`Station: ${address}`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      served.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}

if (import.meta.main)
  main().catch((error: unknown) => {
    console.error(startSentence(error));
    process.exit(1);
  });

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, onTestFinished, test } from 'vitest';
import { compressedLines } from './compressed-lines.ts';

const encodings = ['identity', 'gzip', 'zstd'];

for (const encoding of encodings)
  test(`[SY-1] a read that fails half way breaks the answer off, and the server lives (${encoding})`, async () => {
    const origin = await served(encoding, async function* () {
      yield 'one\n';
      throw new Error('the database is gone');
    });
    const response = await fetch(origin);
    await expect(response.text()).rejects.toThrow();
    expect((await fetch(`${origin}/alive`)).status).toBe(200);
  });

for (const encoding of encodings)
  test(`[SY-1] a read that fails after its reader went away harms nobody (${encoding})`, async () => {
    const reading = Promise.withResolvers<void>();
    const failing = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const origin = await served(encoding, async function* () {
      try {
        yield 'one\n';
        reading.resolve();
        await failing.promise;
      } finally {
        ended.resolve();
      }
    });
    const leaving = new AbortController();
    const response = await fetch(origin, { signal: leaving.signal });
    await reading.promise;
    leaving.abort();
    await expect(response.text()).rejects.toThrow();
    failing.reject(new Error('the database is gone'));
    await ended.promise;
    expect((await fetch(`${origin}/alive`)).status).toBe(200);
  });

async function served(encoding: string, lines: () => AsyncGenerator<string>): Promise<string> {
  const server = serve({
    fetch: request => (request.url.endsWith('/alive') ? new Response('yes') : compressedLines(lines(), encoding)),
    hostname: '127.0.0.1',
    port: 0,
  });
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

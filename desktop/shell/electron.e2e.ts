import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { buildShell } from '../testing/build-shell.ts';

// The real thing, where its binary is: what the double cannot prove.

const binary = electronBinary();
const reason = 'Electron’s binary is not on this machine: the shell ran on the double only';
if (binary === null) console.log(`skipped: ${reason}`);

test('Electron shows the station, isolated and sandboxed', async () => {
  test.skip(binary === null, reason);
  const built = await buildShell('<!doctype html><title>Station</title><script type="module" src="/page.js"></script>');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-electron-'));
  const app = await _electron.launch({
    executablePath: binary ?? '',
    args: [built.main, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${dataDir}`],
    env: { ...process.env, FOYER_STATION_DATA: dataDir } as Record<string, string>,
  });
  try {
    const window = await app.firstWindow();
    await expect(window).toHaveURL('foyer://station/');
    await expect(window).toHaveTitle('Station');
    const preferences = await app.evaluate(({ BrowserWindow }) =>
      // There in every Electron, and missing from its types.
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        Reflect.apply(Reflect.get(webContents, 'getLastWebPreferences'), webContents, []),
      ),
    );
    expect(preferences).toMatchObject([
      { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
    ]);
    expect(await window.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false);
    expect(await window.evaluate(() => Object.keys(Reflect.get(globalThis, 'foyerShell')))).toEqual(['print']);
  } finally {
    await app.close();
    built.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** Looked for on disk: importing the package would fetch it. */
function electronBinary(): string | null {
  const home = path.resolve(import.meta.dirname, '../../node_modules/electron');
  const pathFile = path.join(home, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const file = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(home, 'dist'), name);
  return existsSync(file) ? file : null;
}

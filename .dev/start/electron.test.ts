import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findElectron } from './electron.ts';

const root = mkdtempSync(path.join(tmpdir(), 'foyer-electron-'));
afterAll(() => rmSync(root, { recursive: true }));

test('without a display there is no window to open', async () => {
  expect(await findElectron(root, {}, false)).toEqual({ kind: 'absent', because: 'this machine has no display' });
});

test('where the binary cannot be fetched from is told at once', async () => {
  const answer = await findElectron(root, { ELECTRON_MIRROR: 'http://127.0.0.1:1/' }, true);
  expect(answer).toEqual({ kind: 'absent', because: '127.0.0.1:1, where its binary comes from, cannot be reached' });
});

test('a binary that is there is found without asking anybody', async () => {
  const dist = path.join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  mkdirSync(path.join(root, 'node_modules/electron'), { recursive: true });
  writeFileSync(path.join(root, 'node_modules/electron/path.txt'), 'electron');
  writeFileSync(path.join(dist, 'electron'), '');
  const answer = await findElectron(
    root,
    { ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_MIRROR: 'http://127.0.0.1:1/' },
    true,
  );
  expect(answer).toEqual({ kind: 'found', binary: path.join(dist, 'electron') });
});

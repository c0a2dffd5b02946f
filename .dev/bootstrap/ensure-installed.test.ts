import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureInstalled } from './ensure-installed.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'foyer-install-'));
  writeFileSync(path.join(root, 'package-lock.json'), '{"first":true}');
});
afterEach(() => rmSync(root, { recursive: true }));

const installing = async () => {
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
};

test('packages are installed once, and again when the lock has changed', async () => {
  expect(await ensureInstalled(root, installing)).toBe(true);
  expect(await ensureInstalled(root, installing)).toBe(false);
  writeFileSync(path.join(root, 'package-lock.json'), '{"second":true}');
  expect(await ensureInstalled(root, installing)).toBe(true);
});

test('an installation that failed is tried again', async () => {
  const failing = async () => {
    await installing();
    throw new Error('no network');
  };
  await expect(ensureInstalled(root, failing)).rejects.toThrow('no network');
  expect(await ensureInstalled(root, installing)).toBe(true);
});

test('packages that are linked from elsewhere are left to whoever linked them', async () => {
  mkdirSync(path.join(root, 'elsewhere'));
  symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'node_modules'));
  expect(await ensureInstalled(root, installing)).toBe(false);
});

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { trackedFiles } from '../architecture/tracked-files.ts';
import { steps } from './steps.ts';

const root = path.resolve(import.meta.dirname, '../..');

type Listed = { readonly file: string; readonly projectName: string };

/** As Vitest itself understands its configuration. */
async function listed(): Promise<readonly Listed[]> {
  const command = path.join(root, 'node_modules/vitest/vitest.mjs');
  const args = [command, 'list', '--config', '.dev/vitest.config.ts', '--filesOnly', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    maxBuffer: 1 << 26,
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  return JSON.parse(stdout);
}

test('`npm test` runs every test file in one step, and in one alone', async () => {
  const files = await listed();
  const commands = steps.filter(({ counts }) => counts === 'vitest').map(({ command }) => command.slice(4));
  const projects = commands.map(words => {
    expect(words).toEqual(['--project', expect.any(String)]);
    return words[1];
  });
  expect(projects.toSorted()).toEqual([...new Set(files.map(({ projectName }) => projectName))].sort());
  const run = files.map(({ file }) => path.relative(root, file)).sort();
  const tracked = trackedFiles().map(file => file.path);
  expect(run).toEqual(tracked.filter(name => /\.test\.tsx?$/.test(name)).sort());
});

test('a step that starts with another one has its place behind it', () => {
  const names = steps.map(({ name }) => name);
  for (const { name, startsWith = names[0] ?? '' } of steps.slice(1)) {
    expect(names, name).toContain(startsWith);
    expect(names.indexOf(startsWith), name).toBeLessThan(names.indexOf(name));
  }
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { throwAwayDatabases } from './throw-away-databases.ts';

const home = mkdtempSync(path.join(tmpdir(), 'foyer-throw-away-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What runs of this process left behind. */
function homes(): string[] {
  return ['/dev/shm', tmpdir()].filter(existsSync).flatMap(folder =>
    readdirSync(folder)
      .map(name => path.join(folder, name, 'owner.pid'))
      .filter(file => file.includes('foyer-isolation-') && existsSync(file))
      .filter(file => Number(readFileSync(file, 'utf8')) === process.pid),
  );
}

test('when the migrations fail, nothing of a throw-away cluster stays', async () => {
  const migrations = path.join(home, 'migrations');
  mkdirSync(migrations);
  writeFileSync(path.join(migrations, '0001_that_fails.sql'), 'select 1 / 0;');
  await expect(throwAwayDatabases(migrations)).rejects.toThrow('division by zero');
  expect(homes()).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildShell } from './build-shell.ts';

// What goes into the installed application, without the Electron binary: the configuration is checked against
// electron-builder's own schema, and a stub takes the binary's place in a real packaging run.

const root = path.resolve(import.meta.dirname, '../..');
const builder = createRequire(createRequire(path.join(root, 'package.json')).resolve('electron-builder'));
const folder = mkdtempSync(path.join(tmpdir(), 'foyer-packaging-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Config {
  readonly electronFuses: Record<string, boolean>;
  readonly win: object;
  readonly mac: object;
  readonly linux: object;
}

async function readConfig(): Promise<Config> {
  // Internal paths of electron-builder: there is no other way to its schema, and its version is pinned.
  const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config');
  const { DebugLogger } = builder('builder-util');
  const config = await getConfig(root, 'electron-builder.yml', null);
  await validateConfiguration(config, new DebugLogger(false));
  return config;
}

test('the configuration is one that electron-builder knows, for three platforms', async () => {
  const config = await readConfig();
  expect([typeof config.win, typeof config.mac, typeof config.linux]).toEqual(['object', 'object', 'object']);
});

test('the fuses leave no way to run other code with our binary', async () => {
  expect((await readConfig()).electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('the bundle asks for nothing that is not in the package', async () => {
  const out = path.join(folder, 'built');
  await buildShell(out);
  const built = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(file => /\.c?js$/.test(file));
  const asked = built.flatMap(file => {
    const text = readFileSync(path.join(out, file), 'utf8');
    // At the beginning of a line: examples in comments stand behind a star.
    const asks = /^(?:import|export)\b[^\n]*["']([^"'\n]+)["'];?$|^[^*\n]*\brequire\(["']([^"'\n]+)["']\)/gm;
    return [...text.matchAll(asks)].map(([, imported, required]) => imported ?? required ?? '');
  });
  expect(built).toContain('main/index.js');
  const others = asked.filter(name => !/^(?:node:|\.\.?\/|electron$|better-sqlite3$)/.test(name) && !isBuiltin(name));
  expect([...new Set(others)]).toEqual([]);
}, 120_000);

describe('a packaging run with a stub for the binary', () => {
  beforeEach(context => context.skip(process.platform !== 'linux', 'packages for Linux alone are looked into'));
  const resources = path.join(folder, 'dist/linux-unpacked/resources');
  let listing: readonly string[] = [];

  beforeAll(() => {
    if (process.platform !== 'linux') return;
    const project = stubProject();
    const cli = builder.resolve('electron-builder/cli.js');
    const options = [`-c.electronDist=${stubElectron()}`, `-c.directories.output=${path.join(folder, 'dist')}`];
    const run = spawnSync(process.execPath, [cli, '--dir', '--linux', '--x64', '--project', project, ...options], {
      encoding: 'utf8',
      env: { ...process.env, CI: 'true' },
    });
    if (run.status !== 0) throw new Error(`electron-builder: ${run.stdout}\n${run.stderr}`);
    const asar = builder('@electron/asar');
    listing = asar.listPackage(path.join(resources, 'app.asar'), {});
  }, 300_000);

  test('holds the built code, the migrations and the native module for this platform alone', () => {
    for (const file of [
      '/out/main/index.js',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ]) {
      expect(listing).toContain(file);
    }
    expect(listing).toContain('/migrations/station/0001_first.sql');
    expect(listing.filter(file => file.endsWith('.node'))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
    const native = 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node';
    expect(statSync(path.join(resources, native)).size).toBeGreaterThan(500_000);
  });

  test('holds no sources, no tests, no maps and no other modules', () => {
    const modules = new Set(listing.flatMap(file => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
    expect([...modules]).toEqual(['better-sqlite3']);
    expect(listing.filter(file => /\.(?:tsx?|map|md)$/.test(file) && !/\/README\.md$/.test(file))).toEqual([]);
    expect(listing.filter(file => /^\/(?:cloud|desktop|shared|fixtures|\.[a-z]+)\//.test(file))).toEqual([]);
  });

  test('is small', () => {
    const bytes = sizeOf(path.join(resources, 'app.asar')) + sizeOf(path.join(resources, 'app.asar.unpacked'));
    expect(bytes).toBeLessThan(8_000_000);
  });
});

/** Our configuration and dependencies with a few built files, so that the run does not wait for a build. */
function stubProject(): string {
  const project = path.join(folder, 'project');
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  };
  for (const file of ['package.json', 'package-lock.json']) write(file, readFileSync(path.join(root, file), 'utf8'));
  // Fuses are set in a real binary; the stub is none.
  const config = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  write('electron-builder.yml', config.replace(/^electronFuses:\n(?: {2}.*\n)+/m, ''));
  write('out/main/index.js', 'import "electron";\n');
  write('out/main/index.js.map', '{}');
  write('out/preload/preload.cjs', 'require("electron");\n');
  write('out/renderer/index.html', '<!doctype html>\n');
  write('migrations/station/0001_first.sql', 'select 1;\n');
  write('migrations/cloud/0001_first.sql', 'select 1;\n');
  write('desktop/station/scan-ticket.ts', '\n');
  spawnSync('ln', ['-s', path.join(root, 'node_modules'), path.join(project, 'node_modules')]);
  return project;
}

function stubElectron(): string {
  const stub = path.join(folder, 'electron');
  for (const name of ['resources', 'locales']) mkdirSync(path.join(stub, name), { recursive: true });
  const version: string = JSON.parse(
    readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'),
  ).version;
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler', 'LICENSE', 'LICENSES.chromium.html']) {
    writeFileSync(path.join(stub, name), '', { mode: 0o755 });
  }
  writeFileSync(path.join(stub, 'version'), version);
  for (const language of ['en-US', 'de', 'zu']) writeFileSync(path.join(stub, `locales/${language}.pak`), '');
  return stub;
}

function sizeOf(place: string): number {
  const found = statSync(place);
  if (!found.isDirectory()) return found.size;
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0);
}

import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { buildShell } from '../testing/build-shell.ts';
import { type ElectronDouble, quitShell, runShell } from '../testing/electron-double.ts';

// The built main and preload on the double. What the double cannot prove is listed in its own file.

const page = `<!doctype html><html lang="en"><head><title>Station</title></head><body>
<script type="module" src="/page.js"></script>
<script>document.body.dataset.inline = 'ran';</script>
</body></html>`;

let built: Awaited<ReturnType<typeof buildShell>>;
let shell: ElectronDouble;
let dataDir: string;

test.beforeAll(async ({ browser }) => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-shell-'));
  process.env.FOYER_STATION_DATA = dataDir;
  built = await buildShell(page);
  writeFileSync(path.join(built.folder, 'secret.html'), 'outside');
  symlinkSync(path.join(built.folder, 'secret.html'), path.join(built.folder, 'renderer/link.html'));
  shell = await runShell(built.main, browser);
});
test.afterAll(async () => {
  await quitShell(shell);
  built.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the window shows the station from its own scheme, sandboxed', async () => {
  expect(shell.windows).toHaveLength(1);
  expect(shell.facts.sandboxed).toBe(true);
  expect(shell.schemes).toEqual([
    { scheme: 'foyer', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
  await expect(window()).toHaveTitle('Station');
  await expect(window().locator('body')).toHaveAttribute('data-script', 'ran');
});

test('the station answers the page, and goes on telling it what changes', async () => {
  const answered = await window().evaluate(async () => {
    const state = (await (await fetch('/station/state')).json()) as { pairing: { kind: string } };
    const live = (await fetch('/station/live')).body?.getReader();
    const first = new TextDecoder().decode((await live?.read())?.value);
    await live?.cancel();
    return { pairing: state.pairing.kind, live: JSON.parse(first.split('\n')[0] ?? '').pairing.kind };
  });
  expect(answered).toEqual({ pairing: 'unpaired', live: 'unpaired' });
  expect(existsSync(path.join(dataDir, 'station.db'))).toBe(true);
});

test('a machine that cannot seal the station’s key is told so, once', async ({ browser }) => {
  expect(shell.told).toEqual([expect.stringContaining('offers no store for secrets')]);
  process.env.FOYER_STATION_DATA = `${dataDir}-again`;
  for (const told of [1, 0]) {
    const again = await runShell(built.main, browser);
    await quitShell(again);
    expect(again.told).toHaveLength(told);
  }
  rmSync(`${dataDir}-again`, { recursive: true, force: true });
  process.env.FOYER_STATION_DATA = dataDir;
});

test('a station that cannot start says why in words', async ({ browser }) => {
  process.env.FOYER_STATION_DATA = `${dataDir}-newer`;
  await quitShell(await runShell(built.main, browser));
  const file = new Database(path.join(`${dataDir}-newer`, 'station.db'));
  file.pragma('user_version = 9999');
  file.close();
  const newer = await runShell(built.main, browser);
  expect(newer.facts.hasQuit).toBe(true);
  expect(newer.told).toEqual([expect.stringContaining('written by a newer version')]);
  rmSync(`${dataDir}-newer`, { recursive: true, force: true });
  process.env.FOYER_STATION_DATA = dataDir;
});

test('no inline script runs, and nothing may be loaded from elsewhere', async () => {
  await expect(window().locator('body')).not.toHaveAttribute('data-inline');
  await expect(window().locator('body')).toHaveAttribute('data-eval', 'refused');
  const fetched = await window().evaluate(() => fetch('https://example.org/').catch(fault => String(fault)));
  expect(fetched).toContain('Failed to fetch');
});

test('every answer carries the headers, an error too, and another host is nobody', async () => {
  for (const url of ['foyer://station/', 'foyer://station/page.js', 'foyer://station/nothing', 'foyer://other/']) {
    const answer = await ask(url);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(answer.headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect((await ask('foyer://other/')).status).toBe(404);
  expect((await ask('foyer://station:1/')).status).toBe(404);
});

test('no path leads out of the screens', async () => {
  const outside = path.join(built.folder, 'secret.html');
  const ways = [
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/%2e%2e%2fsecret.html',
    '/..%5csecret.html',
    '/..\\secret.html',
    '/assets/../../secret.html',
    '/link.html',
    `/${outside}`,
    outside,
    `/${encodeURIComponent(outside)}`,
    '/index.html%00.js',
    '/%00',
    '/%',
    '//secret.html',
    '/C:/secret.html',
    '/.hidden.html',
    '/index.html/',
  ];
  for (const way of ways) {
    const answer = await ask(`foyer://station${way}`);
    expect(await answer.text(), way).not.toContain('outside');
    expect(answer.status, way).not.toBe(500);
  }
});

test('the window goes nowhere else and opens nothing', () => {
  const contents = shell.windows[0]?.webContents;
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const [url, stays] of navigations) {
      let prevented = false;
      const preventDefault = () => {
        prevented = true;
      };
      contents?.emit(event, { url, preventDefault });
      expect(prevented, `${event} ${url}`).toBe(stays);
    }
  }
  let webview = true;
  const preventWebview = () => {
    webview = false;
  };
  contents?.emit('will-attach-webview', { preventDefault: preventWebview });
  expect(webview).toBe(false);
  const onOpen = contents?.given.setWindowOpenHandler as (details: { url: string }) => unknown;
  for (const url of [
    'https://example.org/help',
    'http://example.org/',
    'file:///etc/passwd',
    'calc:',
    'foyer://station/',
  ]) {
    expect(onOpen({ url })).toEqual({ action: 'deny' });
  }
  expect(shell.opened).toEqual(['https://example.org/help']);
});

const navigations: readonly [url: string, prevented: boolean][] = [
  ['foyer://station/door', false],
  ['foyer://other/', true],
  ['https://example.org/', true],
  ['file:///etc/passwd', true],
  ['javascript:alert(1)', true],
  ['data:text/html,x', true],
  ['foyer://station@example.org/', true],
  ['not a url', true],
];

test('the one channel answers its own page alone, and junk with a refusal', async () => {
  expect([...shell.channels.keys()]).toEqual(['foyer:print']);
  const print = shell.channels.get('foyer:print');
  const frame = { url: 'foyer://station/', parent: null };
  const junk = [
    undefined,
    null,
    1,
    'x',
    [],
    {},
    { paper: 'a4' },
    { paper: 'a4', copies: 1e9, printer: null },
    { paper: 'a4', copies: 1, printer: null, more: 1 },
  ];
  for (const value of junk) {
    expect(await print?.({ senderFrame: frame }, value)).toEqual({ kind: 'not-printed', reason: 'not a print job' });
  }
  const job = { paper: 'receipt-80', copies: 1, printer: 'Till' };
  for (const senderFrame of [null, { ...frame, url: 'https://example.org/' }, { ...frame, parent: frame }]) {
    expect(await print?.({ senderFrame }, job)).toEqual({ kind: 'not-printed', reason: 'another page asked' });
  }
});

test('the page gets one function of the shell, and nothing of Node', async () => {
  const surface = await window().evaluate(() => ({
    shell: Object.keys(Reflect.get(globalThis, 'foyerShell')),
    node: ['require', 'process', 'module', 'Buffer'].filter(name => name in globalThis),
  }));
  expect(surface).toEqual({ shell: ['print'], node: [] });
});

test('the real screens start under the scheme and the policy', async ({ browser }) => {
  const renderer = path.join(built.folder, 'renderer');
  rmSync(renderer, { recursive: true });
  cpSync(path.join(import.meta.dirname, '../../out/renderer'), renderer, { recursive: true });
  process.env.FOYER_STATION_DATA = `${dataDir}-screens`;
  const real = await runShell(built.main, browser);
  try {
    const page = real.windows[0]?.page;
    const complaints: string[] = [];
    page?.on('console', message => message.type() === 'error' && complaints.push(message.text()));
    await page?.reload();
    await page?.getByRole('button').first().waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await quitShell(real);
    rmSync(`${dataDir}-screens`, { recursive: true, force: true });
    process.env.FOYER_STATION_DATA = dataDir;
  }
});

test('a second start shows no second window', async ({ browser }) => {
  const second = await runShell(built.main, browser, false);
  expect(second.windows).toEqual([]);
  expect(second.facts.hasQuit).toBe(true);
});

function window() {
  const page = shell.windows[0]?.page;
  if (!page) throw new Error('the window shows no page');
  return page;
}

async function ask(url: string): Promise<Response> {
  const answer = await shell.handlers.get('foyer')?.(new Request(url));
  if (answer === undefined) throw new Error('nothing handles the scheme');
  return answer;
}

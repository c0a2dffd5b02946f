import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { StationState } from '#shared/api/station.ts';
import { temporaryFolder } from '../testing/station-world.ts';
import { serveStation } from './serve.ts';
import { startSentence } from './start-sentence.ts';

async function served(folder: string) {
  const station = await serveStation({
    dataDir: path.join(folder, 'data'),
    screensDir: path.join(folder, 'screens'),
    port: 0,
    report: () => {},
  });
  const letIn = await fetch(station.mintAddress(), { redirect: 'manual' });
  const cookie = (letIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = (where: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${station.port}${where}`, { ...init, headers: { cookie, ...init.headers } });
  return { station, ask };
}

test('a window on loopback gets its screens under a strict policy, and states as they change', async () => {
  using place = temporaryFolder();
  mkdirSync(path.join(place.folder, 'screens'));
  writeFileSync(path.join(place.folder, 'screens/index.html'), '<!doctype html><title>Door</title>');
  const { station, ask } = await served(place.folder);
  try {
    const page = await ask('/settings');
    expect(await page.text()).toContain('Door');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    for (const outside of ['/../package.json', '/%2e%2e/data/station.db', '/data/secrets/x.token'])
      expect((await ask(outside)).status).toBe(404);
    const live = (await ask('/station/live')).body?.pipeThrough(new TextDecoderStream()).getReader();
    const first: StationState = JSON.parse((await live?.read())?.value ?? '');
    expect(first).toMatchObject({ pairing: { kind: 'unpaired' }, mode: { direction: 'in' } });
    const json = { 'content-type': 'application/json' };
    await ask('/station/setMode', { method: 'POST', headers: json, body: '{"direction":"out","verify":true}' });
    const second: StationState = JSON.parse((await live?.read())?.value ?? '');
    expect(second.mode).toEqual({ direction: 'out', verify: true });
    expect(second.revision).toBeGreaterThan(first.revision);
    await live?.cancel();
  } finally {
    await station.close();
  }
});

test('a second station on the same folder is told so, and a scan before pairing is refused', async () => {
  using place = temporaryFolder();
  const { station, ask } = await served(place.folder);
  try {
    const other = serveStation({ dataDir: path.join(place.folder, 'data'), screensDir: place.folder, port: 0 });
    const said = await other.then(
      () => '',
      (error: unknown) => startSentence(error),
    );
    expect(said).toMatch(/another station|already/i);
    const headers = { 'content-type': 'application/json' };
    const scan = await ask('/station/scan', { method: 'POST', headers, body: '{"text":"x","via":"typed"}' });
    expect(await scan.json()).toMatchObject({ error: { code: 'wrong-state', facts: { state: 'unpaired' } } });
  } finally {
    await station.close();
  }
});

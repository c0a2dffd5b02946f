import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { buildTestPage } from '../../testing/build-test-page.ts';
import { type FakeCameraShot, fakeCameraArgs, writeFakeCamera } from '../../testing/fake-camera.ts';
import { serveFolder } from '../../testing/serve-folder.ts';

// The built camera page under the station's own content policy, in Chromium with a video for a camera.

const folder = mkdtempSync(path.join(tmpdir(), 'foyer-camera-'));
const policy = "default-src 'none'; connect-src 'self'; worker-src 'self'; style-src 'self'; script-src 'self'";
let built: Awaited<ReturnType<typeof buildTestPage>>;

test.beforeAll(async () => {
  built = await buildTestPage('camera-page.html');
});
test.afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('codes before the camera are read in a worker, by the wasm of our own origin', async () => {
  const texts = ['DOOR-ONE-7H2K', 'A second, longer code: 0123456789', '1'.repeat(149)];
  await onCameraPage(`${policy} 'wasm-unsafe-eval'`, texts.map(shot), async (page, requests) => {
    await expect(page.locator('#decoder')).toHaveText('zxing-wasm, 1 cameras');
    for (const text of texts) await expect(page.getByText(text, { exact: true })).toBeVisible();
    expect(requests.filter(url => url.endsWith('.wasm'))).toHaveLength(1);
    expect(requests.filter(url => !url.startsWith('http://127.0.0.1'))).toEqual([]);
  });
});

test('where the policy forbids WebAssembly, the other reader takes over', async () => {
  await onCameraPage(policy, [shot('DOOR-ONE-7H2K')], async page => {
    await expect(page.locator('#decoder')).toHaveText('zxing-js, 1 cameras');
    await expect(page.getByText('DOOR-ONE-7H2K')).toBeVisible();
  });
});

test('[CK-23] a code that stays before the camera is told once', async () => {
  await onCameraPage(`${policy} 'wasm-unsafe-eval'`, [shot('HELD-STILL'), shot('THEN-ANOTHER')], async page => {
    await expect(page.getByText('THEN-ANOTHER')).toBeVisible();
    // The pictures have come round some times by then.
    await page.waitForFunction(() => Number(Reflect.get(globalThis, 'looks')) > 20);
    await expect(page.getByText('HELD-STILL')).toHaveCount(1);
  });
});

const refused = { kind: 'not-allowed', args: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'] };
const absent = { kind: 'no-camera', args: [] };

for (const { kind, args } of [refused, absent]) {
  test(`where there is no picture, the reason is told: ${kind}`, async () => {
    await onCameraPage(`${policy} 'wasm-unsafe-eval'`, args, async page => {
      await expect(page.locator('#problem')).toHaveText(kind);
      await expect(page.locator('#decoder')).toHaveText('');
    });
  });
}

function shot(text: string): FakeCameraShot {
  return { text, frames: 3, paint: { modulePixels: text.length > 100 ? 5 : 7, turnedDegrees: 9 } };
}

type Look = (page: Page, requests: readonly string[]) => Promise<void>;

/** With shots for the camera to see, or with other flags for the browser and no camera. */
async function onCameraPage(contentPolicy: string, camera: readonly FakeCameraShot[] | readonly string[], look: Look) {
  const video = path.join(folder, 'camera.y4m');
  const shots = camera.filter(each => typeof each === 'object');
  const flags = camera.filter(each => typeof each === 'string');
  if (shots.length > 0) writeFakeCamera(video, shots);
  await using served = await serveFolder(built.folder, { 'content-security-policy': contentPolicy });
  const browser = await chromium.launch({
    ...test.info().project.use.launchOptions,
    args: ['--no-sandbox', '--disable-background-networking', ...(shots.length > 0 ? fakeCameraArgs(video) : flags)],
  });
  try {
    const page = await browser.newPage();
    await page.addInitScript(timeByLooks);
    const requests: string[] = [];
    page.on('request', request => requests.push(request.url()));
    await page.goto(`${served.url}/camera-page.html`);
    await look(page, requests);
  } finally {
    await browser.close();
  }
}

/** A millisecond passes with each code that is read, however long that takes here: a machine that stalls takes no code out of sight. */
function timeByLooks(): void {
  let looks = 0;
  Object.defineProperty(globalThis, 'looks', { get: () => looks });
  performance.now = () => {
    looks += 1;
    return looks;
  };
}

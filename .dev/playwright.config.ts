import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { installedChromium } from './test/find-chromium.ts';

const root = path.resolve(import.meta.dirname, '..');
const installed = installedChromium(process.env);

/** Browser tests drive the real station and cloud in-process; each starts what it needs on a free port. */
export default defineConfig({
  testDir: root,
  testMatch: '**/*.e2e.ts',
  testIgnore: ['**/node_modules/**', '**/.cache/**', '**/.data/**'],
  globalSetup: path.join(root, '.dev/playwright/global-setup.ts'),
  outputDir: path.join(root, '.cache/playwright'),
  fullyParallel: false,
  workers: process.env.FOYER_E2E_WORKERS ? Number(process.env.FOYER_E2E_WORKERS) : 2,
  timeout: 240_000,
  // A busy machine paints late; what never comes fails all the same.
  expect: { timeout: 30_000 },
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(installed === undefined ? {} : { executablePath: installed }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  },
});

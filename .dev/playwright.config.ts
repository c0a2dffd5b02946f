import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { installedChromium } from './test/find-chromium.ts';

const elsewhere = ['**/node_modules/**', '**/.cache/**', '**/.data/**'];
const root = path.resolve(import.meta.dirname, '..');
const installed = installedChromium(process.env);

/** Whole stories take a minute or so each: they come first, so that no worker is left alone with one at the end. */
const stories = [
  'cloud/routes/storefront/waiting.e2e.ts',
  'desktop/testing/door-story.e2e.ts',
  'cloud/routes/storefront/shop.e2e.ts',
  'desktop/testing/after-sale.e2e.ts',
].map(file => `**/${file}`);

/** Browser tests drive the real station and cloud in-process; each starts what it needs on a free port. */
export default defineConfig({
  testDir: root,
  projects: [
    ...stories.map(story => ({ name: path.basename(story, '.e2e.ts'), testMatch: story, testIgnore: elsewhere })),
    { name: 'screens', testMatch: '**/*.e2e.ts', testIgnore: [...elsewhere, ...stories] },
  ],
  globalSetup: path.join(root, '.dev/playwright/global-setup.ts'),
  outputDir: path.join(root, '.cache/playwright'),
  fullyParallel: false,
  // As many as the smallest machine has processors: a browser that waits for one of them paints late, and what is timed gets slow.
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
      timeout: 120_000,
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

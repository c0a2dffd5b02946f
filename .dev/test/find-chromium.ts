import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium for the browser tests: the machine's own, else brought by apt (Debian, as root), else Playwright's. */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const here = installedChromium(env);
  if (here !== undefined) return here;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const quiet = { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 } as const;
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
    const brought = installedChromium(env);
    if (brought !== undefined) return brought;
  }
  spawnSync('playwright', ['install', 'chromium'], {
    stdio: 'ignore',
    env,
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  return playwrightChromium();
}

/** The machine's own: the one that `CHROMIUM_PATH` names, or where a Chromium usually stands. */
export function installedChromium(env: NodeJS.ProcessEnv): string | undefined {
  const onPath = (env.PATH ?? '').split(path.delimiter).map(folder => path.join(folder, 'chromium'));
  return [env.CHROMIUM_PATH, ...usual, ...onPath].find(file => file !== undefined && file !== '' && existsSync(file));
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

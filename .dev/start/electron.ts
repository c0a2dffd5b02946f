import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type ElectronAnswer =
  | { readonly kind: 'found'; readonly binary: string }
  | { readonly kind: 'absent'; readonly because: string };

/** The Electron binary, fetched the first time. Where it cannot be had that is known within seconds. */
export async function findElectron(
  root: string,
  env: NodeJS.ProcessEnv,
  linuxDisplay = hasDisplay(env),
): Promise<ElectronAnswer> {
  if (!linuxDisplay) return { kind: 'absent', because: 'this machine has no display' };
  const before = installedElectron(root, env);
  if (before !== undefined) return { kind: 'found', binary: before };
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/';
  if (!(await isReachable(mirror)))
    return { kind: 'absent', because: `${new URL(mirror).host}, where its binary comes from, cannot be reached` };
  await fetchBinary(root, env);
  const after = installedElectron(root, env);
  return after === undefined
    ? { kind: 'absent', because: 'its binary could not be fetched' }
    : { kind: 'found', binary: after };
}

/** Never by importing the package: that would start a download. */
export function installedElectron(root: string, env: NodeJS.ProcessEnv): string | undefined {
  const home = path.join(root, 'node_modules/electron');
  const pathFile = path.join(home, 'path.txt');
  const inside = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : platformPath();
  const binary = path.join(env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(home, 'dist'), inside);
  return existsSync(binary) ? binary : undefined;
}

function platformPath(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

async function isReachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(3000) });
    return true;
  } catch {
    return false;
  }
}

function fetchBinary(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise(resolve => {
    const script = path.join(root, 'node_modules/electron/install.js');
    const child = spawn(process.execPath, [script], { cwd: root, env, stdio: 'ignore', timeout: 240_000 });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}

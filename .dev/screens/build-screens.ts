import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const stampFile = path.join(root, 'out/renderer/.stamp');
const sources = [
  'desktop/screens/**/*',
  'desktop/devices/**/*',
  'shared/**/*.ts',
  'fixtures/gallery/**/*.ts',
  'package-lock.json',
];

/** The station's screens as the station serves them, in `out/renderer`. Built when a source has changed; says whether it was. */
export async function buildScreens(): Promise<boolean> {
  const config = path.join(root, 'desktop/screens/vite.config.ts');
  if (!existsSync(config)) return false;
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  await vite(['build', '--config', config, '--logLevel', 'warn']);
  writeFileSync(stampFile, stamp);
  return true;
}

function sourceStamp(): string {
  const hash = createHash('sha256');
  for (const name of globSync(sources, { cwd: root }).sort()) {
    if (/\.(?:test|e2e)\.tsx?$/.test(name) || !path.extname(name)) continue;
    hash.update(name).update(readFileSync(path.join(root, name)));
  }
  return hash.digest('hex');
}

function vite(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = path.join(root, 'node_modules/vite/bin/vite.js');
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => {
        output += chunk;
      });
    child.on('error', reject);
    child.on('close', code => (code === 0 ? resolve() : reject(new Error(`The screens cannot be built:\n${output}`))));
  });
}

if (import.meta.main) await buildScreens();

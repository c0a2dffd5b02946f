import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { showProgress } from './show-progress.mjs';

/** Runs `npm ci` when what is installed is not what the lock says. */
export async function ensureInstalled(root, install = npmCi) {
  const modules = path.join(root, 'node_modules');
  // Linked from elsewhere: whoever made the link installs there.
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) return false;
  const stampFile = path.join(modules, '.foyer-stamp');
  const stamp = lockStamp(root);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  await showProgress('Installing packages (npm ci; about a minute)', () => install(root));
  writeFileSync(stampFile, stamp);
  return true;
}

export function lockStamp(root) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const settings = path.join(root, '.npmrc');
  return createHash('sha256')
    .update(lock)
    .update(existsSync(settings) ? readFileSync(settings) : '')
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

function npmCi(root) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const child = spawn(windows ? 'npm.cmd' : 'npm', args, {
      cwd: root,
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
    });
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci failed:\n${output.trim().split('\n').slice(-25).join('\n')}`));
    });
  });
}

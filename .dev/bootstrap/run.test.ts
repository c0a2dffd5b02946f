import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

// A copy of the bootstrap over the packages that are there, with a program of the test behind it.
const root = mkdtempSync(path.join(tmpdir(), 'foyer-bootstrap-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(path.join(root, '.dev'));
cpSync(import.meta.dirname, path.join(root, '.dev/bootstrap'), { recursive: true });
symlinkSync(path.resolve(import.meta.dirname, '../../node_modules'), path.join(root, 'node_modules'));
writeFileSync(path.join(root, 'package.json'), '{ "type": "module" }');
writeFileSync(
  path.join(root, '.dev/go.mjs'),
  "import { run } from './bootstrap/run.mjs';\nawait run('.dev/program.mjs');\n",
);
writeFileSync(
  path.join(root, '.dev/program.mjs'),
  `for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { console.log('heard ' + signal); process.exit(0); });
   setInterval(() => {}, 1 << 30);
   console.log('up');`,
);

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s sent to the starter alone reaches the program, and both end',
  async signal => {
    const starter = spawn(process.execPath, [path.join(root, '.dev/go.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    starter.stdout.on('data', chunk => {
      said += chunk;
      if (said === 'up\n') starter.kill(signal);
    });
    const code = await new Promise(resolve => starter.once('close', resolve));
    expect([code, said]).toEqual([0, `up\nheard ${signal}\n`]);
  },
);

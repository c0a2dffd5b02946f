import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { broughtNode } from './brought-node.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Plain JavaScript on whatever Node there is (20 or later): installs what the lock says, then goes on with `entry` under the
 * Node that came with it. Ends as that program ends.
 */
export async function run(entry) {
  try {
    const [major] = process.versions.node.split('.').map(Number);
    if (major < 20) throw new Error(`Foyer needs Node 20 or later to start; this is ${process.version}.`);
    await ensureInstalled(root);
    const node = broughtNode(root);
    const child = spawn(node, [path.join(root, entry), ...process.argv.slice(2)], {
      cwd: root,
      // The channel tells the program when this process is killed, so that it stops what it started.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, '.cache/node'),
        PATH: [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
      },
    });
    // Ctrl-C reaches the whole group, a signal sent to us alone only us. The program hears it twice then and ends once.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', fail);
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

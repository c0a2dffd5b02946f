import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildShell as build } from '../../.dev/shell/build-shell.ts';

const script = `document.body.dataset.script = 'ran';
try {
  document.body.dataset.eval = String(new Function('return 1')());
} catch {
  document.body.dataset.eval = 'refused';
}
`;

const root = path.resolve(import.meta.dirname, '../..');

/** Builds main and preload as they are shipped, next to a page for them to show. */
export async function buildShell(page: string) {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  // Inside the project, so that what is not bundled is found in its node_modules.
  const project = mkdtempSync(path.join(root, '.cache/shell-'));
  const folder = path.join(project, 'out');
  await build(folder);
  symlinkSync(path.join(root, 'migrations'), path.join(project, 'migrations'), 'junction');
  mkdirSync(path.join(folder, 'renderer'), { recursive: true });
  writeFileSync(path.join(folder, 'renderer/index.html'), page);
  writeFileSync(path.join(folder, 'renderer/page.js'), script);
  return {
    folder,
    main: path.join(folder, 'main/index.js'),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}

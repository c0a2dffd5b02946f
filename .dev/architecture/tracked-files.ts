import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type TrackedFile = { readonly path: string; readonly text: string };

const root = path.resolve(import.meta.dirname, '../..');
const textual =
  /\.(?:ts|tsx|mts|mjs|js|json|jsonc|css|html|md|sql|yml|yaml|sh|txt|csv|xml|svg)$|^\.[a-z]+$|^\.ci\/run$/;

/** Every text file git knows, with what stands in it now. */
export function trackedFiles(): TrackedFile[] {
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split(
    '\0',
  );
  return names
    .filter(name => textual.test(name) && existsSync(path.join(root, name)))
    .map(name => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') }));
}

export function isCode(file: TrackedFile): boolean {
  return /\.(?:ts|tsx|mts|mjs|js)$/.test(file.path);
}

/** Tests and what only tests and tools use: they may reach further than the program itself. */
export function isTest(file: { readonly path: string }): boolean {
  return /\.(?:test|e2e)\.tsx?$/.test(file.path) || /(?:^|\/)testing\//.test(file.path);
}

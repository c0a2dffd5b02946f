import path from 'node:path';
import type { TrackedFile } from './tracked-files.ts';

export type Import = {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path in the repository, or the package's name, or `node:…`. */
  readonly to: string;
  readonly kind: 'file' | 'package' | 'node';
  readonly typeOnly: boolean;
};

const statement =
  /(?:^|[\n;])\s*(import|export)\s+(type\s+)?((?:[\w$*\s,{}]|\/\*.*?\*\/)*?)\s*from\s*['"]([^'"\n]+)['"]/g;
const bare = /(?:^|[\n;])\s*import\s*['"]([^'"\n]+)['"]/g;
const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/** What a file imports, by whatever form. Reads text, not syntax: enough for code that the formatter has been over. */
export function importsOf(file: TrackedFile): Import[] {
  const text = file.text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const found: Import[] = [];
  for (const [, , type, names, specifier] of text.matchAll(statement))
    found.push(resolve(file, specifier ?? '', type !== undefined || namesAreTypes(names ?? '')));
  for (const [, specifier] of text.matchAll(bare)) found.push(resolve(file, specifier ?? '', false));
  for (const [, specifier] of text.matchAll(dynamic)) found.push(resolve(file, specifier ?? '', false));
  return found;
}

function namesAreTypes(names: string): boolean {
  const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  if (inner === undefined) return false;
  const parts = inner.split(',').filter(part => part.trim() !== '');
  return parts.length > 0 && parts.every(part => part.trim().startsWith('type '));
}

function resolve(file: TrackedFile, written: string, typeOnly: boolean): Import {
  const specifier = written.replace(/\?.*$/, '');
  const base = { from: file.path, specifier: written, typeOnly };
  if (specifier.startsWith('.'))
    return { ...base, to: path.posix.join(path.posix.dirname(file.path), specifier), kind: 'file' };
  if (specifier.startsWith('#')) return { ...base, to: specifier.slice(1), kind: 'file' };
  if (specifier.startsWith('node:')) return { ...base, to: specifier, kind: 'node' };
  const parts = specifier.split('/');
  return { ...base, to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), kind: 'package' };
}

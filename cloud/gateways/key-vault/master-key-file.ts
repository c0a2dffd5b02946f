import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { RandomBytes } from '#shared/kernel/ids.ts';

/**
 * The master key of a deployment that was given none: a file in the data folder, made at the first start and readable by its
 * owner alone. Two starters at once end up with the same key, and a crash leaves either no key or a whole one.
 */
export function masterKeyFile(dataFolder: string, randomBytes: RandomBytes): Uint8Array {
  const file = path.join(dataFolder, 'master.key');
  return readKey(file) ?? makeKey(file, randomBytes);
}

function makeKey(file: string, randomBytes: RandomBytes): Uint8Array {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, `${Buffer.from(randomBytes(32)).toString('base64url')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const key = readKey(file);
  if (key === null) throw new Error(`the master key ${file} was written and is not there`);
  return key;
}

function readKey(file: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  const key = new Uint8Array(Buffer.from(text.trim(), 'base64url'));
  if (key.length !== 32) throw new Error(`the master key in ${file} is damaged: it has ${key.length} bytes, not 32`);
  return key;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SecretStore } from './ports.ts';

/** Device tokens in files that only this user may read, where no shell brings the operating system's own store. */
export function fileSecrets(folder: string): SecretStore {
  const fileOf = (name: string) => path.join(folder, `${encodeURIComponent(name)}.token`);
  return {
    read: async name => (existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8').trim() : null),
    write: async (name, secret) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const next = `${fileOf(name)}.next`;
      // Whole or not at all: a power cut must not cost the station its token.
      writeFileSync(next, secret, { mode: 0o600, flush: true });
      chmodSync(next, 0o600);
      renameSync(next, fileOf(name));
    },
    forget: async name => rmSync(fileOf(name), { force: true }),
  };
}

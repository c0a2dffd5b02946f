import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The part of Electron's `safeStorage` that is used. */
export interface OsSecrets {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  getSelectedStorageBackend(): string;
}

export interface ShellSecretStore {
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  forget(name: string): Promise<void>;
  /** `readable` where this machine has no store for secrets: then a file that only this user may read has to do. */
  protection(): Promise<'sealed' | 'readable'>;
}

/** Secrets in files, sealed by the operating system's own store where it has one. */
export function createSecretStore(folder: string, os: OsSecrets, platform: NodeJS.Platform): ShellSecretStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: string) => path.join(folder, `${encodeURIComponent(name)}.secret`);
  const canSeal = async () => {
    if (!(await os.isAsyncEncryptionAvailable())) return false;
    // Without a keyring, Linux "encrypts" with a password that is the same everywhere.
    return platform !== 'linux' || !['basic_text', 'unknown'].includes(os.getSelectedStorageBackend());
  };
  const write = async (name: string, secret: string) => {
    const sealed = await canSeal();
    const body = sealed ? await os.encryptStringAsync(secret) : Buffer.from(secret, 'utf8');
    replaceFile(fileOf(name), Buffer.concat([Buffer.from([sealed ? sealedMark : readableMark]), body]));
  };
  return {
    async read(name) {
      if (!existsSync(fileOf(name))) return null;
      const bytes = readFileSync(fileOf(name));
      const body = bytes.subarray(1);
      if (bytes[0] === readableMark) {
        const secret = body.toString('utf8');
        if (await canSeal()) await write(name, secret);
        return secret;
      }
      const { result, shouldReEncrypt } = await os.decryptStringAsync(body);
      if (shouldReEncrypt) await write(name, result);
      return result;
    },
    write,
    async forget(name) {
      rmSync(fileOf(name), { force: true });
    },
    protection: async () => ((await canSeal()) ? 'sealed' : 'readable'),
  };
}

const readableMark = 0;
const sealedMark = 1;

/** Whole or not at all: a power cut must not cost the station its token. */
function replaceFile(file: string, bytes: Buffer): void {
  const next = `${file}.next`;
  writeFileSync(next, bytes, { mode: 0o600, flush: true });
  chmodSync(next, 0o600);
  renameSync(next, file);
}

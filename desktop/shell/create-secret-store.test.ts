import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSecretStore, type OsSecrets } from './create-secret-store.ts';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'foyer-secrets-'));
  folders.push(made);
  return path.join(made, 'secrets');
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

/** An operating system whose sealing is turning every byte over, with a count of keys it went through. */
function os(facts: { available?: boolean; backend?: string; keyChanged?: boolean } = {}): OsSecrets {
  const turned = (bytes: Buffer) => Buffer.from(bytes.map(byte => byte ^ 0xff));
  return {
    isAsyncEncryptionAvailable: async () => facts.available ?? true,
    getSelectedStorageBackend: () => facts.backend ?? 'gnome_libsecret',
    encryptStringAsync: async text => turned(Buffer.from(text, 'utf8')),
    decryptStringAsync: async sealed => ({
      result: turned(sealed).toString('utf8'),
      shouldReEncrypt: facts.keyChanged ?? false,
    }),
  };
}

const contentsOf = (where: string) => readdirSync(where).map(file => readFileSync(path.join(where, file), 'utf8'));

test('a secret is sealed by the operating system and comes back', async () => {
  const where = folder();
  const store = createSecretStore(where, os(), 'linux');
  await store.write('station token', 'stn_secret');
  expect(contentsOf(where).join()).not.toContain('stn_secret');
  expect(await store.read('station token')).toBe('stn_secret');
  expect(await store.protection()).toBe('sealed');
});

test.each([
  ['without a keyring', { backend: 'basic_text' }],
  ['with one nobody knows', { backend: 'unknown' }],
  ['where there is no store', { available: false }],
])('Linux %s: it says so, and keeps the file to this user', async (_, facts) => {
  const where = folder();
  const store = createSecretStore(where, os(facts), 'linux');
  await store.write('token', 'stn_secret');
  expect(await store.protection()).toBe('readable');
  expect(await store.read('token')).toBe('stn_secret');
  const modes = readdirSync(where).map(file => statSync(path.join(where, file)).mode & 0o777);
  expect([statSync(where).mode & 0o777, ...modes]).toEqual([0o700, 0o600]);
});

test('what was readable is sealed as soon as there is a keyring', async () => {
  const where = folder();
  await createSecretStore(where, os({ available: false }), 'linux').write('token', 'stn_secret');
  const store = createSecretStore(where, os(), 'linux');
  expect(await store.read('token')).toBe('stn_secret');
  expect(contentsOf(where).join()).not.toContain('stn_secret');
  expect(await store.read('token')).toBe('stn_secret');
});

test('a new key of the system’s is taken up', async () => {
  const where = folder();
  await createSecretStore(where, os(), 'darwin').write('token', 'stn_secret');
  const before = contentsOf(where);
  expect(await createSecretStore(where, os({ keyChanged: true }), 'darwin').read('token')).toBe('stn_secret');
  expect(contentsOf(where)).toEqual(before);
});

test('what was never written or is forgotten is not there; a name cannot leave the folder', async () => {
  const where = folder();
  const store = createSecretStore(where, os(), 'win32');
  expect(await store.read('token')).toBeNull();
  await store.write('../../token', 'one');
  expect(readdirSync(path.dirname(where))).toEqual(['secrets']);
  expect(await store.read('../../token')).toBe('one');
  await store.forget('../../token');
  await store.forget('../../token');
  expect(await store.read('../../token')).toBeNull();
});

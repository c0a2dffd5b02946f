import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { createKeyVault } from './create-key-vault.ts';
import { masterKeyFile } from './master-key-file.ts';

const randomBytes = seededRandom(7).bytes;
const vault = createKeyVault({ masterKey: randomBytes(32), randomBytes });
const secret = randomBytes(32);

test('[TC-3] what was sealed opens for its purpose alone', () => {
  const sealed = vault.seal(secret, 'org_a evt_1 key_1');
  expect(vault.open(sealed, 'org_a evt_1 key_1')).toEqual(secret);
  expect(() => vault.open(sealed, 'org_b evt_1 key_1')).toThrow();
  expect(Buffer.from(sealed).includes(Buffer.from(secret))).toBe(false);
});

test('[TC-3] another master key or a flipped bit opens nothing', () => {
  const sealed = vault.seal(secret, 'x');
  const other = createKeyVault({ masterKey: randomBytes(32), randomBytes });
  expect(() => other.open(sealed, 'x')).toThrow();
  for (const at of [1, 13, sealed.length - 1]) {
    const flipped = sealed.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(() => vault.open(flipped, 'x')).toThrow();
  }
});

test('the embedded master key is made once, for its owner alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'foyer-key-'));
  try {
    const key = masterKeyFile(folder, randomBytes);
    expect(masterKeyFile(folder, randomBytes)).toEqual(key);
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'master.key')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

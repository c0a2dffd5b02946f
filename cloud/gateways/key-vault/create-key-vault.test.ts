import { expect, test } from 'vitest';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { createKeyVault } from './create-key-vault.ts';
import { masterKey } from './master-key.ts';

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

test('the master key is the given one, or comes from the secret', () => {
  const secret = 'a secret of tests, thirty-two letters and more';
  const given = Buffer.from(randomBytes(32)).toString('base64url');
  expect(Buffer.from(masterKey({ masterKey: given, secret })).toString('base64url')).toBe(given);
  expect(masterKey({ masterKey: undefined, secret })).toEqual(masterKey({ masterKey: undefined, secret }));
  expect(() => masterKey({ masterKey: 'short', secret })).toThrow('32 bytes');
});

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { createIdentity } from './create-identity.ts';

const database = await testDatabase();
const identity = createIdentity({
  pool: database.pool('foyer_auth'),
  secret: 'a secret of at least thirty-two letters',
  baseUrl: 'http://localhost:1',
  origins: ['http://localhost:1'],
  randomBytes,
});

test('a registered person signs in, is known by the cookie, and is unknown after signing out', async () => {
  const person = await identity.register({ email: 'Ada@Example.org', password: 'correct horse', name: 'Ada' });
  expect(person).toMatchObject({ email: 'ada@example.org', name: 'Ada' });
  const opened = await identity.signIn({ email: 'ada@example.org', password: 'correct horse', headers: new Headers() });
  expect(opened?.person).toEqual(person);
  expect(opened?.cookies.join()).toMatch(/HttpOnly/i);
  const headers = new Headers({ cookie: cookieOf(opened?.cookies ?? []) });
  expect(await identity.personOfSession(headers)).toEqual(person);
  await identity.signOut(headers);
  expect(await identity.personOfSession(headers)).toBeNull();
});

test('an address has one account, whatever its letters', async () => {
  expect(await identity.register({ email: 'bo@example.org', password: 'correct horse', name: 'Bo' })).not.toBeNull();
  expect(await identity.register({ email: 'BO@example.org', password: 'other password', name: 'Bo' })).toBeNull();
});

test('a wrong password and an unknown account both open nothing', async () => {
  expect(
    await identity.signIn({ email: 'ada@example.org', password: 'wrong horse', headers: new Headers() }),
  ).toBeNull();
  expect(
    await identity.signIn({ email: 'nobody@example.org', password: 'wrong horse', headers: new Headers() }),
  ).toBeNull();
});

test('the role of sign-in cannot see what organizations have', async () => {
  await expect(database.pool('foyer_auth').query('select * from app.organizations')).rejects.toThrow(
    /permission denied/,
  );
  await expect(database.pool('foyer_app').query('select * from auth.people')).rejects.toThrow(/permission denied/);
});

function cookieOf(lines: readonly string[]): string {
  return lines.map(line => line.split(';')[0]).join('; ');
}

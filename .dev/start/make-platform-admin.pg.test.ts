import { expect, test } from 'vitest';
import { testApp } from '../../cloud/testing/app.ts';
import { testDatabase } from '../../cloud/testing/database.ts';
import { makePlatformAdmin } from './make-platform-admin.ts';

test('[TE-2] the first platform admin of a new deployment signs in and makes an organization; asked again nothing changes', async () => {
  const cloud = await testApp(await testDatabase());
  const person = { email: 'Ops@Example.org', name: 'Ops', password: 'a password of the tests' };
  const make = (password: string) =>
    makePlatformAdmin(cloud.deps.identity, cloud.root, { ...person, password }, cloud.clock.now);
  expect([await make(person.password), await make('another one entirely')]).toEqual(['made', 'known']);
  const origin = { origin: cloud.deps.publicUrl };
  const input = { email: 'ops@example.org', password: person.password };
  const signedIn = await cloud.call(null, 'post', '/api/session/sign-in', input, { headers: origin });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ');
  const listed = await cloud.call(null, 'get', '/api/platform/organizations', undefined, { headers: { cookie } });
  expect(listed.status).toBe(200);
});

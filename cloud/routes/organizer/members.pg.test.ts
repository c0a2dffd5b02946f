import { expect, test } from 'vitest';
import { mintId } from '#shared/kernel/ids.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';

const cloud = await testApp(await testDatabase());
const { a, b, call } = cloud;
const members = `/api/orgs/${a.orgId}/members`;

test('members are listed in pages, each once', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await call(a.organizer, 'get', `${members}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const page = answer.body as { items: { personId: string }[]; nextCursor: string | null };
    seen.push(...page.items.map(member => member.personId));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([a.owner, a.organizer, a['box-office'], a.door, a.viewer].map(actor => actor.personId).sort());
});

test('a cursor of somewhere else is bad input', async () => {
  expect(await call(a.owner, 'get', `${members}?cursor=abc`)).toMatchObject({
    status: 400,
    body: { error: { field: 'cursor' } },
  });
});

test('only owners change roles', async () => {
  const promote = { role: 'organizer' };
  expect((await call(a.organizer, 'patch', `${members}/${a.door.personId}`, promote)).status).toBe(403);
  expect(await call(a.owner, 'patch', `${members}/${a.door.personId}`, promote)).toMatchObject({
    status: 200,
    body: { role: 'organizer' },
  });
  expect((await call(a.owner, 'patch', `${members}/${b.door.personId}`, promote)).status).toBe(404);
});

test('the last owner can neither leave nor lose the role, and of two only one', async () => {
  const lastOwner = { status: 409, body: { error: { code: 'wrong-state', facts: { why: 'last-owner' } } } };
  expect(await call(a.owner, 'delete', `${members}/${a.owner.personId}`)).toMatchObject(lastOwner);
  expect(await call(a.owner, 'patch', `${members}/${a.owner.personId}`, { role: 'viewer' })).toMatchObject(lastOwner);
  await call(a.owner, 'patch', `${members}/${a.organizer.personId}`, { role: 'owner' });
  const both = await Promise.all([
    call(a.owner, 'delete', `${members}/${a.owner.personId}`),
    call(a.organizer, 'delete', `${members}/${a.organizer.personId}`),
  ]);
  expect(both.map(answer => answer.status).sort()).toEqual([200, 409]);
});

test('everybody may leave, and is gone at once', async () => {
  expect((await call(b.viewer, 'delete', `/api/orgs/${b.orgId}/members/${b.viewer.personId}`)).status).toBe(200);
  expect((await call(b.viewer, 'get', `/api/orgs/${b.orgId}`)).status).toBe(404);
  expect(await call(b.viewer, 'get', '/api/session')).toMatchObject({ body: { organizations: [] } });
});

test('an invitation is repeated without its secret, differs only by refusal, and can be withdrawn', async () => {
  const invitationId = mintId('InvitationId', cloud.deps.randomBytes);
  const path = `/api/orgs/${b.orgId}/invitations`;
  const input = { invitationId, email: 'dee@example.org', role: 'box-office' };
  const made = (await call(b.owner, 'post', path, input)).body as { invitation: string };
  expect(made.invitation).toContain(invitationId);
  expect((await call(b.owner, 'post', path, input)).body).toEqual({ ...made, invitation: null });
  expect(await call(b.owner, 'post', path, { ...input, role: 'owner' })).toMatchObject({
    status: 409,
    body: { error: { code: 'repeat-differs' } },
  });
  expect((await call(b.owner, 'get', path)).text).not.toContain(made.invitation.split('.')[2]);
  expect((await call(b.owner, 'delete', `${path}/${invitationId}`)).status).toBe(200);
  expect((await call(b.owner, 'delete', `${path}/${invitationId}`)).status).toBe(404);
});

test('what was done is in the audit log, the latest first, and no secret with it', async () => {
  const answer = await call(b.organizer, 'get', `/api/orgs/${b.orgId}/audit?limit=2`);
  expect(answer.body).toMatchObject({
    items: [{ verb: 'member.withdraw-invitation' }, { verb: 'member.invite', actor: `person:${b.owner.personId}` }],
  });
  expect((await call(b.door, 'get', `/api/orgs/${b.orgId}/audit`)).status).toBe(403);
  const { rows } = await cloud.root.query(
    `select count(*)::int as count from app.audit where after::text like '%ecret%'`,
  );
  expect(rows).toEqual([{ count: 0 }]);
});

test('a platform admin creates an organization whose owner is invited', async () => {
  const orgId = mintId('OrgId', cloud.deps.randomBytes);
  const input = {
    orgId,
    slug: 'gamma',
    name: 'Gamma',
    zone: 'Africa/Cairo',
    currency: 'EGP',
    ownerEmail: 'eve@example.org',
  };
  expect((await call(a.owner, 'post', '/api/platform/organizations', input)).status).toBe(404);
  const made = await call(cloud.platformAdmin, 'post', '/api/platform/organizations', input);
  expect(made).toMatchObject({ status: 201, body: { orgId } });
  expect((await call(cloud.platformAdmin, 'post', '/api/platform/organizations', input)).status).toBe(409);
  expect((await call(cloud.platformAdmin, 'get', '/api/platform/organizations')).text).toContain('Gamma');
  expect((await call(cloud.platformAdmin, 'get', `/api/orgs/${orgId}`)).body).toMatchObject({ currency: 'EGP' });
});

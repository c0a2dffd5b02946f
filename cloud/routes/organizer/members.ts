import { createRoute, z } from '@hono/zod-openapi';
import {
  changeRoleSchema,
  invitationSchema,
  inviteSchema,
  madeInvitationSchema,
  memberSchema,
} from '#shared/api/members.ts';
import { pageQuerySchema } from '#shared/api/page.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { answers, jsonBody, orgParams, pageSchema } from '../../http/answers.ts';
import type { App } from '../../http/app.ts';
import { orgCtx } from '../../http/organization.ts';
import { changeRole } from '../../services/members/change-role.ts';
import { inviteMember } from '../../services/members/invite-member.ts';
import { listInvitations } from '../../services/members/list-invitations.ts';
import { listMembers } from '../../services/members/list-members.ts';
import { removeMember } from '../../services/members/remove-member.ts';
import { withdrawInvitation } from '../../services/members/withdraw-invitation.ts';

const tags = ['Members'];
const memberParams = orgParams.extend({ personId: idSchema('PersonId') });
const invitationParams = orgParams.extend({ invitationId: idSchema('InvitationId') });

const routes = {
  list: createRoute({
    method: 'get',
    path: '/api/orgs/{orgId}/members',
    tags,
    summary: 'List members',
    request: { params: orgParams, query: pageQuerySchema },
    ...answers(200, pageSchema(memberSchema)),
  }),
  changeRole: createRoute({
    method: 'patch',
    path: '/api/orgs/{orgId}/members/{personId}',
    tags,
    summary: 'Change the role of a member',
    request: { params: memberParams, body: jsonBody(changeRoleSchema) },
    ...answers(200, memberSchema),
  }),
  remove: createRoute({
    method: 'delete',
    path: '/api/orgs/{orgId}/members/{personId}',
    tags,
    summary: 'Remove a member, or leave',
    request: { params: memberParams },
    ...answers(200, z.object({})),
  }),
  listInvitations: createRoute({
    method: 'get',
    path: '/api/orgs/{orgId}/invitations',
    tags,
    summary: 'List invitations',
    request: { params: orgParams, query: pageQuerySchema },
    ...answers(200, pageSchema(invitationSchema)),
  }),
  invite: createRoute({
    method: 'post',
    path: '/api/orgs/{orgId}/invitations',
    tags,
    summary: 'Invite somebody',
    request: { params: orgParams, body: jsonBody(inviteSchema) },
    ...answers(201, madeInvitationSchema),
  }),
  withdraw: createRoute({
    method: 'delete',
    path: '/api/orgs/{orgId}/invitations/{invitationId}',
    tags,
    summary: 'Withdraw an invitation',
    request: { params: invitationParams },
    ...answers(200, z.object({})),
  }),
};

export function registerMembers(app: App): void {
  app.openapi(routes.list, async c => c.json(await listMembers(orgCtx(c), c.req.valid('query')), 200));
  app.openapi(routes.changeRole, async c =>
    c.json(await changeRole(orgCtx(c), c.req.valid('param').personId, c.req.valid('json')), 200),
  );
  app.openapi(routes.remove, async c => {
    await removeMember(orgCtx(c), c.req.valid('param').personId);
    return c.json({}, 200);
  });
  app.openapi(routes.listInvitations, async c => c.json(await listInvitations(orgCtx(c), c.req.valid('query')), 200));
  app.openapi(routes.invite, async c => c.json(await inviteMember(orgCtx(c), c.req.valid('json')), 201));
  app.openapi(routes.withdraw, async c => {
    await withdrawInvitation(orgCtx(c), c.req.valid('param').invitationId);
    return c.json({}, 200);
  });
}

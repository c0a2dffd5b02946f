import { createRoute, z } from '@hono/zod-openapi';
import {
  acceptedInvitationSchema,
  acceptInvitationSchema,
  sessionSchema,
  signedInSchema,
  signInSchema,
} from '#shared/api/session.ts';
import { answers, jsonBody } from '../../http/answers.ts';
import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { callCtx, callerOf, personCtx } from '../../http/person.ts';
import { acceptInvitation } from '../../services/members/accept-invitation.ts';
import { describeSession } from '../../services/sessions/describe-session.ts';
import { isPlatformAdmin } from '../../services/sessions/is-platform-admin.ts';
import { issueToken } from '../../services/sessions/issue-token.ts';
import { type SignInFrom, signIn } from '../../services/sessions/sign-in.ts';
import { signOut } from '../../services/sessions/sign-out.ts';

const tags = ['Session'];
const done = z.object({});

const routes = {
  signIn: createRoute({
    method: 'post',
    path: '/api/session/sign-in',
    tags,
    summary: 'Sign in with e-mail and password',
    security: [],
    request: { body: jsonBody(signInSchema) },
    ...answers(200, signedInSchema),
  }),
  signOut: createRoute({
    method: 'post',
    path: '/api/session/sign-out',
    tags,
    summary: 'Sign out',
    ...answers(200, done),
  }),
  read: createRoute({
    method: 'get',
    path: '/api/session',
    tags,
    summary: 'Who is signed in, and a member of what',
    ...answers(200, sessionSchema),
  }),
  issueToken: createRoute({
    method: 'post',
    path: '/api/session/token',
    tags,
    summary: 'Get a bearer token of fifteen minutes',
    ...answers(201, z.object({ token: z.string(), expiresAt: z.string() })),
  }),
  accept: createRoute({
    method: 'post',
    path: '/api/session/invitation',
    tags,
    summary: 'Accept an invitation',
    security: [],
    request: { body: jsonBody(acceptInvitationSchema) },
    ...answers(200, acceptedInvitationSchema),
  }),
};

export function registerSession(app: App, deps: AppDeps): void {
  app.openapi(routes.signIn, async c => {
    const input = c.req.valid('json');
    const opened = await signIn(deps, callCtx(deps, c), input, from(deps, c));
    const person = { ...opened.person, platformAdmin: await isPlatformAdmin(callCtx(deps, c), opened.person.personId) };
    if (input.keep === 'token') {
      // The session that proved the password is not kept.
      await deps.identity.signOut(new Headers({ cookie: opened.cookies.map(line => line.split(';')[0]).join('; ') }));
      return c.json({ person, ...(await issueToken(callCtx(deps, c), person.personId)) }, 200);
    }
    setCookies(c, opened.cookies);
    return c.json({ person, token: null, expiresAt: null }, 200);
  });
  app.openapi(routes.signOut, async c => {
    setCookies(c, await signOut(deps, callCtx(deps, c), c.req.raw.headers));
    return c.json({}, 200);
  });
  app.openapi(routes.read, async c => c.json(await describeSession(await personCtx(deps, c)), 200));
  app.openapi(routes.issueToken, async c => {
    const { person } = await personCtx(deps, c);
    return c.json(await issueToken(callCtx(deps, c), person.personId), 201);
  });
  app.openapi(routes.accept, async c => {
    const { session, ...accepted } = await acceptInvitation(deps, callCtx(deps, c), c.req.valid('json'), from(deps, c));
    setCookies(c, session.cookies);
    return c.json(accepted, 200);
  });
}

function from(deps: AppDeps, c: AppContext): SignInFrom {
  return { address: callerOf(deps, c), headers: c.req.raw.headers };
}

function setCookies(c: AppContext, lines: readonly string[]): void {
  for (const line of lines) c.header('set-cookie', line, { append: true });
}

import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Role } from '#shared/api/permissions.ts';
import { roles } from '#shared/api/permissions.ts';
import { mintId, type OrgId, type PersonId, type RandomBytes } from '#shared/kernel/ids.ts';
import { addMs, type Instant, instantMs, parseInstant } from '#shared/kernel/instant.ts';
import { seededRandom } from '#shared/testing/seeded-random.ts';
import { createSignInAttempts } from '../db/sign-in-attempts.ts';
import { createIdentity } from '../gateways/better-auth/create-identity.ts';
import { createKeyVault } from '../gateways/key-vault/create-key-vault.ts';
import { createPapers } from '../gateways/pdf/create-papers.ts';
import { drawPaper } from '../gateways/pdf/draw-paper.ts';
import type { App, AppDeps } from '../http/app.ts';
import { createApp } from '../http/create-app.ts';
import type { JobDeps } from '../jobs/job.ts';
import type { Actor, Ctx } from '../services/ctx.ts';
import type { LogEntry } from '../services/ports.ts';
import { pressLetter } from '../storefront/mails/press-letter.ts';
import type { TestDatabase } from './database.ts';

/** Somebody who can call: signed in by a bearer token, as the station's panel does. */
export type TestActor = { readonly name: string; readonly personId: PersonId; readonly token: string };

export type TestOrg = { readonly orgId: OrgId; readonly slug: string } & { readonly [R in Role]: TestActor };

export type CallOptions = { readonly headers?: Readonly<Record<string, string>> };
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
  readonly headers: Headers;
};

export type TestPeople = {
  /** Two organizations of the same shape, with no id in common. */
  readonly a: TestOrg;
  readonly b: TestOrg;
  readonly platformAdmin: TestActor;
  /** Signed in and a member of nothing. */
  readonly stranger: TestActor;
};

export type TestApp = TestPeople & {
  readonly app: App;
  readonly deps: AppDeps;
  /** What the worker of this cloud would give its jobs. */
  readonly jobDeps: JobDeps;
  readonly database: TestDatabase;
  /** As superuser: what the service itself must not be able to do. */
  readonly root: Pool;
  readonly clock: { now: Instant };
  readonly log: LogEntry[];
  /** Calls a path as somebody; null is nobody. Bodies go out and come back as JSON. */
  call(actor: TestActor | null, method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** Ends the connections and keeps the database, so that it can be copied. */
  close(): Promise<void>;
  /** What a verb is given, without going through a route. */
  ctx(org: TestOrg, actor?: Role | Actor): Ctx;
};

export const testOrigin = 'http://foyer.test';

/** The cloud in process over a copy of the migrated database: `const cloud = await testApp(await testDatabase());`. */
export async function testApp(
  database: TestDatabase,
  options: { seed?: number; deps?: Partial<AppDeps>; people?: TestPeople } = {},
): Promise<TestApp> {
  const randomBytes = seededRandom(options.seed ?? 1).bytes;
  const clock = { now: parseInstant('2026-11-22T12:00:00Z') };
  const log: LogEntry[] = [];
  const root = database.pool('postgres');
  const authPool = database.pool('foyer_auth');
  const deps: AppDeps = {
    db: database.pool('foyer_app'),
    identity: createIdentity({
      pool: authPool,
      secret: 'a secret of tests, thirty-two letters and more',
      baseUrl: testOrigin,
      origins: [testOrigin],
      randomBytes,
    }),
    signInAttempts: createSignInAttempts(authPool),
    keyVault: createKeyVault({ masterKey: new Uint8Array(32).fill(7), randomBytes }),
    now: () => clock.now,
    randomBytes,
    publicUrl: testOrigin,
    linkSecret: new Uint8Array(32).fill(9),
    shopFreshMs: 0,
    papers: createPapers({ draw: drawPaper, nowMs: () => instantMs(clock.now) }),
    origins: [testOrigin],
    callsPerMinuteMax: 1_000_000,
    addressOf: request => request.headers.get('test-address') ?? '192.0.2.1',
    log: entry => log.push(entry),
    ...options.deps,
  };
  const app = createApp(deps);
  const { db, now, keyVault, payments, publicUrl, linkSecret, papers } = deps;
  const jobDeps: JobDeps = {
    db,
    now,
    randomBytes,
    keyVault,
    publicUrl,
    linkSecret,
    papers,
    pressLetter,
    log: deps.log,
    ...(payments ? { payments } : {}),
  };
  const { a, b, platformAdmin, stranger } = options.people ?? (await makePeople({ root, randomBytes, clock }));
  return {
    app,
    deps,
    jobDeps,
    database,
    root,
    clock,
    log,
    a,
    b,
    platformAdmin,
    stranger,
    call: (actor, method, path, body, callOptions) => call(app, actor, method, path, body, callOptions),
    close: async () => {
      await Promise.all([root.end(), authPool.end(), deps.db.end()]);
    },
    ctx: (org, actor = 'owner') => ({
      db: deps.db,
      now: clock.now,
      randomBytes,
      requestId: mintId('RequestId', randomBytes),
      orgId: org.orgId,
      actor: typeof actor === 'string' ? { kind: 'person', personId: org[actor].personId, role: actor } : actor,
    }),
  };
}

async function call(
  app: App,
  actor: TestActor | null,
  method: string,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Answer> {
  const response = await app.request(path, {
    method: method.toUpperCase(),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(actor === null ? {} : { authorization: `Bearer ${actor.token}` }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await textOf(response);
  return { status: response.status, body: parsed(text), text, headers: response.headers };
}

/** A stream of events never ends by itself: its first piece is enough. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function makePeople(make: Make): Promise<TestPeople> {
  const { root, clock } = make;
  await root.query('insert into app.installation (installation_id) values ($1) on conflict do nothing', ['inst_test']);
  const a = await makeOrg(make, 'alpha');
  const b = await makeOrg(make, 'beta');
  const platformAdmin = await makeActor(make, 'platform-admin');
  await root.query('insert into app.platform_admins (person_id, added_at) values ($1, $2)', [
    platformAdmin.personId,
    clock.now,
  ]);
  return { a, b, platformAdmin, stranger: await makeActor(make, 'stranger') };
}

type Make = { readonly root: Pool; readonly randomBytes: RandomBytes; readonly clock: { readonly now: Instant } };

async function makeOrg(make: Make, slug: string): Promise<TestOrg> {
  const { root, randomBytes, clock } = make;
  const orgId = mintId('OrgId', randomBytes);
  await root.query('insert into app.org_directory (org_id, slug, created_at) values ($1, $2, $3)', [
    orgId,
    slug,
    clock.now,
  ]);
  await root.query(
    `insert into app.organizations (org_id, name, zone, currency, created_at, updated_at) values ($1, $2, 'Europe/Vienna', 'EUR', $3, $3)`,
    [orgId, `Organization ${slug}`, clock.now],
  );
  const members: Partial<Record<Role, TestActor>> = {};
  for (const role of roles) {
    const actor = await makeActor(make, `${slug}-${role}`);
    members[role] = actor;
    await root.query(
      'insert into app.memberships (org_id, person_id, role, email, name, added_at) values ($1, $2, $3, $4, $5, $6)',
      [orgId, actor.personId, role, `${actor.name}@example.org`, actor.name, clock.now],
    );
  }
  // The loop has been over every role.
  return { orgId, slug, ...(members as Record<Role, TestActor>) };
}

async function makeActor({ root, randomBytes, clock }: Make, name: string): Promise<TestActor> {
  const personId = mintId('PersonId', randomBytes);
  const token = Buffer.from(randomBytes(32)).toString('base64url');
  await root.query(
    'insert into auth.people (person_id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)',
    [personId, name, `${name}@example.org`, clock.now],
  );
  await root.query(
    'insert into app.person_tokens (token_hash, person_id, expires_at, created_at) values ($1, $2, $3, $4)',
    [createHash('sha256').update(token).digest(), personId, addMs(clock.now, 365 * 86_400_000), clock.now],
  );
  return { name, personId, token };
}

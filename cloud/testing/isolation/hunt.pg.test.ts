import { createRoute, z } from '@hono/zod-openapi';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '#shared/kernel/refusal.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { memberships } from '../../db/tables/organizations.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { answers } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { createTestDatabase } from '../database.ts';
import { type Ground, prepareGround } from './ground.ts';
import { hunt, huntOn } from './hunt.ts';

const database = (copyOf?: string) => createTestDatabase(copyOf === undefined ? {} : { copyOf });

const walls = [
  { left: 'both walls' },
  { left: 'row-level security alone', without: 'filters' },
  { left: 'the service’s own conditions alone', without: 'policies' },
] as const;

let ground: Ground | undefined;
afterAll(async () => ground?.[Symbol.asyncDispose]());

test.each(walls)(
  '[AU-1] [TE-1] [TE-2] no route tells one organization anything of another, or that it is there, lets a viewer change anything, or changes something unaudited: $left',
  { timeout: 900_000 },
  async wall => {
    ground ??= await prepareGround({ database });
    const report = await huntOn(ground, {
      database,
      depth: 'without' in wall ? 'brief' : 'quick',
      ...('without' in wall ? { without: wall.without } : {}),
    });
    const { unexercised, unaudited, leaks } = report;
    expect({ unexercised, unaudited, leaks }).toEqual({ unexercised: [], unaudited: [], leaks: [] });
    expect(report.calls).toBeGreaterThan(1_000);
    if (report.without === 'filters') expect(report.stripped).toBeGreaterThan(1_000);
  },
);

test('[TE-1] a hunt through a part of the routes tries each of them: none needs what only others make', async () => {
  await using part = await prepareGround({ database, only: /organizations/ });
  expect(part.unexercised).toEqual([]);
  expect(part.found.map(({ route }) => route.key)).toContain('PUT /api/platform/organizations/{orgId}/fee');
});

const planted = '/api/planted/{orgId}/{personId}';
const params = z.object({ orgId: idSchema('OrgId'), personId: idSchema('PersonId') });
const route = createRoute({
  method: 'get',
  path: planted,
  request: { params },
  ...answers(200, z.object({ told: z.string() })),
});
const find = { database, depth: 'quick' as const, only: /members$|organizations$|planted/ };

type Tell = (deps: AppDeps, ids: z.infer<typeof params>) => Promise<string | undefined>;

/** A route that tells what `tell` finds out, or that there is nothing. */
async function huntWith(tell: Tell): Promise<string> {
  const plant = (app: App, deps: AppDeps) => {
    app.openapi(route, async c => {
      const told = await tell(deps, c.req.valid('param'));
      if (told === undefined) throw refusal('not-found');
      return c.json({ told }, 200);
    });
  };
  const report = await hunt({ ...find, plant });
  expect(report.unexercised).toEqual([]);
  return report.leaks.map(leak => leak.why).join('\n');
}

test('a planted leak is found: a route that does not ask who may enter the organization', async () => {
  const leaks = await huntWith(({ db }, { orgId, personId }) =>
    withTenant(db, orgId, async tx => {
      const [member] = await tx
        .select({ name: memberships.name })
        .from(memberships)
        .where(eq(memberships.personId, personId));
      return member?.name;
    }),
  );
  expect(leaks).toContain('answers 200, and 404 to an invented id');
});

test('a planted leak is found: an answer that differs when the thing is there', async () => {
  const leaks = await huntWith(async ({ db }, { personId }) => {
    const { rowCount } = await db.query('select app.orgs_of_person($1)', [personId]);
    return rowCount === 0 ? undefined : 'there';
  });
  expect(leaks).toContain('answers 200, and 404 to an invented id');
});

test('a planted leak is found: a list that is not of one organization', async () => {
  const leaks = await huntWith(async ({ db }) => {
    const { rows } = await db.query('select app.org_ids() as id');
    return JSON.stringify(rows);
  });
  expect(leaks).toMatch(/tells org_/);
});

test('a planted leak is found: a call of one organization that writes in another', async () => {
  const leaks = await huntWith(({ db }, { orgId, personId }) =>
    withTenant(db, orgId, async tx => {
      await tx
        .update(memberships)
        .set({ name: sql`${memberships.name} || '!'` })
        .where(eq(memberships.personId, personId));
      return 'done';
    }),
  );
  expect(leaks).toContain('rows of A changed in memberships');
});

test('a planted leak is found: words of one organization in the log of a call of another', async () => {
  const leaks = await huntWith(async ({ db, log }, { orgId }) => {
    const { rows } = await withTenant(db, orgId, tx => tx.execute(sql`select name from app.organizations`));
    log({ level: 'info', event: 'planted', message: JSON.stringify(rows) });
    return 'always the same';
  });
  expect(leaks).toContain('the log holds what A wrote');
});

test('a planted route that cannot be used in earnest is found', async () => {
  const plant = (app: App) => {
    app.openapi(route, () => {
      throw refusal('not-found');
    });
  };
  const report = await hunt({ ...find, plant });
  expect(report.unexercised.join('\n')).toContain(`GET ${planted} cannot be exercised as a: 404`);
});

test('a route that OpenAPI does not know is found', async () => {
  const report = await hunt({
    ...find,
    only: /organizations$/,
    plant: app => void app.get('/api/hidden', c => c.text('')),
  });
  expect(report.unexercised).toEqual(['GET /api/hidden is served and OpenAPI does not know it']);
});

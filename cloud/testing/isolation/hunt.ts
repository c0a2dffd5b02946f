import { type Ground, type GroundOptions, prepareGround } from './ground.ts';
import { huntLowerRoles } from './hunt-lower-roles.ts';
import { type Depth, huntOutsiders } from './hunt-outsiders.ts';
import type { Leak } from './judge.ts';
import type { Scene } from './own-use.ts';
import { openPair, type Tally, type WithoutWall } from './pair.ts';

export type HuntOptions = GroundOptions & {
  readonly without?: WithoutWall;
  /** Every role in every position; or every role in the broad positions and the owner in the rest; or one role of each kind. */
  readonly depth: Depth;
  readonly onRoute?: (route: string) => void;
};

export type HuntReport = {
  readonly without: WithoutWall | null;
  readonly routes: number;
  readonly ids: number;
  readonly callers: number;
  readonly calls: number;
  readonly stripped: number;
  readonly unexercised: readonly string[];
  readonly unaudited: readonly string[];
  readonly leaks: readonly Leak[];
};

/** Uses every route as organization A and as B, then tries as B, as strangers and as lower roles to get at A through each. */
export async function hunt(options: HuntOptions): Promise<HuntReport> {
  await using ground = await prepareGround(options);
  return await huntOn(ground, options);
}

/** The hunt itself, on ground that was prepared; as often as one likes. */
export async function huntOn(ground: Ground, options: HuntOptions): Promise<HuntReport> {
  const { routes, unexercised } = ground;
  const scenes = { a: copyOf(ground.scenes.a), b: copyOf(ground.scenes.b) };
  const tally: Tally = { calls: 0, stripped: 0, leaks: [...ground.leaks], callers: new Set<string>() };
  const without = options.without ?? null;
  const base = without === 'policies' ? await withoutPolicies(ground, options) : ground.base;
  const open = () => openPair({ ...options, ...ground.built, base: base.name, people: scenes.a.cloud, without, tally });
  await huntOutsiders({ ground: { ...ground, scenes }, depth: options.depth, open, tally, onRoute: options.onRoute });
  // What a role may do within its organization stands on neither wall.
  if (options.depth !== 'brief') {
    const pair = await open();
    await huntLowerRoles(pair, { ...ground, scenes }, tally);
    await pair.close();
  }
  if (base !== ground.base) await base.drop();
  return {
    without,
    routes: routes.length,
    ids: [...scenes.a.ids.values()].reduce((sum, known) => sum + known.length, 0),
    callers: tally.callers.size,
    calls: tally.calls,
    stripped: tally.stripped,
    unexercised,
    unaudited: ground.unaudited,
    leaks: tally.leaks,
  };
}

/** What a hunt learns and counts on belongs to its own copies of the database. */
function copyOf(scene: Scene): Scene {
  return { ...scene, ids: new Map(scene.ids), homes: new Map(scene.homes), notes: new Map(scene.notes) };
}

async function withoutPolicies({ base }: Ground, { database }: HuntOptions) {
  const copy = await database(base.name);
  const root = copy.pool('postgres');
  const { rows } = await root.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'app'::regnamespace and relrowsecurity`,
  );
  await root.query(rows.map(({ name }) => `alter table app.${name} disable row level security`).join('; '));
  await root.end();
  return copy;
}

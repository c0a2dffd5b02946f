import { changedTables, digestOf } from './digest.ts';
import { ends } from './exercise-routes.ts';
import { foreignWords } from './foreign-words.ts';
import type { Found, Ground, Scenes } from './ground.ts';
import { invented } from './invented.ts';
import { type Case, judge, type Sent } from './judge.ts';
import type { Caller } from './own-use.ts';
import type { Pair, Tally } from './pair.ts';
import { type Position, positionsOf } from './positions.ts';

export type Depth = 'thorough' | 'quick' | 'brief';

type Hunt = {
  readonly ground: Ground;
  readonly depth: Depth;
  readonly open: () => Promise<Pair>;
  readonly tally: Tally;
  readonly onRoute?: ((route: string) => void) | undefined;
};

/**
 * As B and as strangers, through every route. Questions come first and what ends things last: a pair in which B has ended
 * something of its own is replaced.
 */
export async function huntOutsiders({ ground, depth, open, tally, onRoute }: Hunt): Promise<void> {
  const { scenes } = ground;
  let pair = await open();
  const before = await digestOf(pair.real.root, scenes.a.org.orgId);
  const sent: Sent = { ids: new Set(), mark: false };
  const close = async (route: string) => {
    for (const why of await foreignWords(pair.real, scenes, sent))
      tally.leaks.push({ route, position: 'up to here', caller: 'any', why });
    await pair.close();
  };
  for (const one of ground.found) {
    const { key } = one.route;
    onRoute?.(key);
    const cases = await allCases(pair, scenes, one, depth);
    for (const tried of cases) judge(scenes.a, tally.leaks, sent, tried);
    const tables = changedTables(before, await digestOf(pair.real.root, scenes.a.org.orgId));
    if (tables.length > 0)
      tally.leaks.push({
        route: key,
        position: 'any',
        caller: 'any',
        why: `rows of A changed in ${tables.join(', ')}`,
      });
    const ended = ends(one.route) && cases.some(({ real }) => real.status < 300);
    if (!ended && tables.length === 0) continue;
    await close(key);
    sent.ids.clear();
    sent.mark = false;
    pair = await open();
  }
  await close('the last');
}

/** Questions change nothing, so some are asked at the same time; the rest comes one by one. */
async function allCases(pair: Pair, scenes: Scenes, one: Found, depth: Depth): Promise<Case[]> {
  const plans = positionsOf(scenes, one.route, one.a, one.b).flatMap(position =>
    callersFor(scenes, position, depth).map(caller => ({ position, caller })),
  );
  const cases: Case[] = [];
  const lanes = one.route.method === 'GET' ? 6 : 1;
  for (let from = 0; from < plans.length; from += lanes) {
    const tried = plans.slice(from, from + lanes).map(async ({ position, caller }) => {
      const { parts } = position;
      const answers = await pair.sendBoth(caller, one.route, parts, position.twin ?? invented(scenes.a, parts));
      return { route: one.route, position, caller, parts, ...answers };
    });
    cases.push(...(await Promise.all(tried)));
  }
  return cases;
}

/** Broad positions are tried by every role; between organizations one role finds what a missing wall lets through. */
function callersFor({ b }: Scenes, position: Position, depth: Depth): Caller[] {
  const every = depth === 'thorough' || (depth === 'quick' && position.broad);
  const roles = every ? (['owner', 'organizer', 'box-office', 'door', 'viewer'] as const) : (['owner'] as const);
  const station = b.notes.get('deviceToken');
  return [
    ...roles.map(role => ({ name: `B ${role}`, token: b.org[role].token })),
    ...(station === undefined ? [] : [{ name: 'B station', token: station }]),
    ...(every || position.broad ? [{ name: 'stranger', token: b.cloud.stranger.token }] : []),
    ...(every ? [{ name: 'nobody', token: null }] : []),
  ];
}

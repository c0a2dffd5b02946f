import type { Answer } from '../app.ts';
import { type TestApp, testApp } from '../app.ts';
import type { Built, Ground, GroundOptions } from './ground.ts';
import type { Leak } from './judge.ts';
import { type Caller, type Parts, send } from './own-use.ts';
import type { Route } from './routes-of.ts';
import { stripFilters } from './strip-filters.ts';

/** Which wall is left out: the service's own conditions, or row-level security. */
export type WithoutWall = 'filters' | 'policies';

export type Tally = { calls: number; stripped: number; readonly leaks: Leak[]; readonly callers: Set<string> };

/** Two copies that go through the same calls, one with A's ids and one with invented ones: whatever differs is a leak. */
export type Pair = {
  readonly real: TestApp;
  readonly twin: TestApp;
  sendBoth(caller: Caller, route: Route, parts: Parts, twin: Parts): Promise<{ real: Answer; twin: Answer }>;
  close(): Promise<void>;
};

export type PairOptions = Pick<GroundOptions, 'database' | 'plant'> &
  Built & {
    readonly base: string;
    readonly people: Ground['scenes']['a']['cloud'];
    readonly without: WithoutWall | null;
    readonly tally: Tally;
  };

/** Copies `base` twice and starts a cloud over each. */
export async function openPair({ database, plant, deps, base, people, without, tally }: PairOptions): Promise<Pair> {
  const open = async () => testApp(await database(base), { people, seed: 3, deps });
  const [real, twin] = await Promise.all([open(), open()]);
  for (const { app, deps } of [real, twin]) plant?.(app, deps);
  const counts = without === 'filters' ? [stripFilters(real.deps.db), stripFilters(twin.deps.db)] : [];
  return {
    real,
    twin,
    sendBoth: async (caller, route, parts, twinParts) => {
      tally.callers.add(caller.name);
      tally.calls += 2;
      const [told, toldTwin] = await Promise.all([
        send(real, caller, route, parts),
        send(twin, caller, route, twinParts),
      ]);
      return { real: told, twin: toldTwin };
    },
    close: async () => {
      for (const { stripped } of counts) tally.stripped += stripped;
      for (const cloud of [real, twin]) {
        await cloud.close();
        await cloud.database.drop();
      }
    },
  };
}

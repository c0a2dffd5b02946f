import { withFaults } from '#fixtures/simulators/stripe/faults.ts';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { decideOne, finishPending, openDisputes } from './banks.ts';
import { dueJobs, runJob } from './job-queue.ts';
import type { MoneyWorld } from './money-world.ts';
import { failedRefunds, tryAgain } from './organizers.ts';
import { decidedInTheEnd } from './planted-bugs.ts';
import { allCrons, deliver } from './weather.ts';

const minutes = 60_000;
const hours = 60 * minutes;
/** Long enough for holds, for what the provider sends again for hours, and for jobs that failed often. */
const waits = [1, 12 * minutes, 20 * minutes, 2 * hours, 7 * hours, 13 * hours, 13 * hours, 13 * hours, 13 * hours];

/** Nothing goes wrong any more: what is late arrives, banks decide, every queue drains. */
export async function heal(world: MoneyWorld, random: SeededRandom): Promise<string[]> {
  const { cloud, simulator, clock } = world;
  simulator.world.faults = withFaults({});
  cloud.watch = { complain: world.complain, meanwhile: async () => {}, dies: () => false };
  for (const { process } of cloud.sides) Object.assign(process, { dieAfter: null, cutAfter: null, dead: false });
  const said: string[] = [];
  for (const [round, wait] of waits.entries()) {
    clock.advance(wait);
    simulator.advance(0);
    if (round === 3)
      for (const one of openDisputes(world))
        if (random.chance(decidedInTheEnd(world.bug))) said.push(await decideOne(world, one, random));
    if (round === 5)
      for (const one of await failedRefunds(world)) said.push(`again: ${await tryAgain(world, one, random)}`);
    if (round === 6) said.push(await finishPending(world));
    said.push(`heal ${round}: ${await deliver(world)}; ${await drain(world)}`);
    if (round % 2 === 1 || round === waits.length - 1) said.push(`${await allCrons(world)}; ${await drain(world)}`);
  }
  return said;
}

async function drain(world: MoneyWorld): Promise<string> {
  const said = new Map<string, number>();
  for (let turn = 0; turn < 5_000; turn++) {
    const now = world.clock.now();
    const [job] = await dueJobs(world.cloud, now);
    if (job === undefined) return [...said].map(([what, count]) => `${count} × ${what}`).join(', ') || 'no jobs';
    const what = await runJob(world.cloud, world.cloud.worker, job, now, world.complain);
    said.set(what, (said.get(what) ?? 0) + 1);
  }
  world.complain('jobs without end');
  return 'endless';
}

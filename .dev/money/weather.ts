import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import type { Job } from '../../cloud/jobs/job.ts';
import { jobList } from '../../cloud/jobs/job-list.ts';
import { dueJobs, runCron, runJob } from './job-queue.ts';
import type { Side } from './money-cloud.ts';
import type { Action, MoneyWorld } from './money-world.ts';

/** What goes on by itself: webhooks arrive, jobs are worked off, the clock's jobs run, processes die. */
export const weatherActions: readonly Action[] = [
  { name: 'webhooks', weight: 24, act: deliver },
  { name: 'jobs', weight: 40, act: (world, random) => work(world, random, world.cloud.worker, 1 + random.below(8)) },
  { name: 'clock’s job', weight: 10, act: (world, random) => cron(world, random, world.cloud.worker) },
  { name: 'death ahead', weight: 5, needs: 'process-dies', act: (world, random) => ahead(world, random, 'dieAfter') },
  { name: 'cut ahead', weight: 4, needs: 'connection-cut', act: (world, random) => ahead(world, random, 'cutAfter') },
  {
    name: 'pause',
    weight: 5,
    needs: 'long-pause',
    act: async ({ clock, simulator }, random) => {
      const minutes = random.chance(0.2) ? 60 * (2 + random.below(30)) : 4 + random.below(16);
      clock.advance(minutes * 60_000);
      simulator.advance(0);
      return `${minutes} minutes`;
    },
  },
];

/** What may happen between a call to the provider and its answer. */
export const meanwhileActions: readonly Action[] = [
  { name: 'webhooks', weight: 3, act: deliver },
  { name: 'jobs', weight: 5, act: (world, random) => work(world, random, world.cloud.second, 1 + random.below(3)) },
  { name: 'clock’s job', weight: 3, act: (world, random) => cron(world, random, world.cloud.second) },
];

export async function deliver({ simulator, cloud }: MoneyWorld): Promise<string> {
  const count = await simulator.delivery.run();
  cloud.web.process.dead = false;
  return `${count}, ${simulator.delivery.waiting()} wait`;
}

async function work(world: MoneyWorld, random: SeededRandom, side: Side, most: number): Promise<string> {
  const said: string[] = [];
  for (let turn = 0; turn < most; turn++) {
    const now = world.clock.now();
    const due = await dueJobs(world.cloud, now);
    if (due.length === 0) break;
    said.push(await runJob(world.cloud, side, random.pick(due), now, world.complain));
  }
  return said.join(', ') || 'none';
}

function clockJobs({ bug }: MoneyWorld): readonly Job[] {
  return jobList.filter(({ cron, name }) => cron !== undefined && !(bug === 'lost-stays-lost' && name === 'reconcile'));
}

function cron(world: MoneyWorld, random: SeededRandom, side: Side): Promise<string> {
  return runCron(world.cloud, side, random.pick(clockJobs(world)), world.complain);
}

/** Every job of the clock, once. */
export async function allCrons(world: MoneyWorld): Promise<string> {
  const said: string[] = [];
  for (const job of clockJobs(world)) said.push(await runCron(world.cloud, world.cloud.worker, job, world.complain));
  return said.join(', ');
}

async function ahead({ cloud }: MoneyWorld, random: SeededRandom, how: 'dieAfter' | 'cutAfter'): Promise<string> {
  const { process } = random.pick(cloud.sides);
  const end = { statementsLeft: 1 + random.below(30), when: random.pick(['before', 'after'] as const) };
  process[how] = end;
  return `${process.name} ${end.when} ${end.statementsLeft}`;
}

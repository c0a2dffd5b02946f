import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { bankActions } from './banks.ts';
import { buyerActions } from './buyers.ts';
import { disputeActions } from './dispute-answers.ts';
import type { Action, MoneyWorld } from './money-world.ts';
import { organizerActions } from './organizers.ts';
import { waitingActions } from './waiting.ts';
import { meanwhileActions, weatherActions } from './weather.ts';

const actions: readonly Action[] = [
  ...buyerActions,
  ...organizerActions,
  ...disputeActions,
  ...bankActions,
  ...weatherActions,
  ...waitingActions,
];
const inBetween: readonly Action[] = [
  ...meanwhileActions,
  ...buyerActions.filter(({ name }) => ['pay', 'give up', 'answer the bank', 'come back'].includes(name)),
  ...waitingActions.filter(({ name }) => name === 'take an offer'),
  ...organizerActions.filter(({ name }) => name === 'refund'),
  ...bankActions.filter(({ name }) => ['dispute', 'decide a dispute', 'finish a refund'].includes(name)),
];

/** One thing happens somewhere, and others in the middle of it; says what, for the trace. */
export async function takeStep(world: MoneyWorld, random: SeededRandom): Promise<string> {
  world.clock.advance(300 + random.below(20_000));
  world.simulator.advance(0);
  world.counts.steps += 1;
  const action = choose(actions, random);
  if (action.needs !== undefined && !world.may(action.needs)) return `(${action.name} left out)`;
  const said: string[] = [];
  let inside = false;
  const { cloud } = world;
  cloud.watch = {
    complain: world.complain,
    meanwhile: async call => {
      if (inside || !random.chance(0.15) || !world.may('meanwhile')) return;
      inside = true;
      const other = choose(inBetween, random);
      if (other.needs === undefined || world.may(other.needs))
        said.push(`during ${call} ${other.name}: ${await other.act(world, random)}`);
      inside = false;
    },
    dies: () => random.chance(0.03) && world.may('process-dies'),
  };
  const done = await action.act(world, random);
  return [`${action.name}: ${done}`, ...said].join('; ');
}

function choose(from: readonly Action[], random: SeededRandom): Action {
  let pick = random.below(from.reduce((sum, { weight }) => sum + weight, 0));
  const action = from.find(({ weight }) => {
    pick -= weight;
    return pick < 0;
  });
  if (action === undefined) throw new Error('weights add up');
  return action;
}

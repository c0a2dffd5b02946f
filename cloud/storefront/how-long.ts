import type { Shop } from './shop.ts';

const hour = 60;
/** Over an hour nobody can tell closer than that. */
const steps = 5;

/** WR-6: how long a queue takes, in hours where minutes would be too many to picture. */
export function howLong({ say }: Pick<Shop, 'say'>, minutes: number): string {
  if (minutes < hour) return say('queue.minutes', { count: minutes });
  const about = Math.ceil(minutes / steps) * steps;
  return say('queue.hours', { hours: Math.floor(about / hour), minutes: about % hour });
}

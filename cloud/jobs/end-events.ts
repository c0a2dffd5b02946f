import { endEvents } from '../services/events/end-events.ts';
import { forEachOrg } from './for-each-org.ts';
import type { Job } from './job.ts';

/** RP-3: every ten minutes, events whose night is over are ended. */
export const endEventsJob: Job = {
  name: 'end-events',
  cron: '*/10 * * * *',
  run: deps => forEachOrg(deps, 'end-events', endEvents),
};

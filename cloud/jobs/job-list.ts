import { endEventsJob } from './end-events.ts';
import type { Job } from './job.ts';
import { lapseHoldsJob } from './lapse-holds.ts';

/** Every job of the cloud. A file that is not named here is never run. */
export const jobList: readonly Job[] = [lapseHoldsJob, endEventsJob];

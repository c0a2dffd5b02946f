import type { Job } from './job.ts';

/** Every job of the cloud. A file that is not named here is never run. */
export const jobList: readonly Job[] = [];

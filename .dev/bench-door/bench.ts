import type { CloudProcess } from '../door/cloud-process.ts';
import type { Night } from '../door/seed-night.ts';
import type { StationProcess } from '../door/station-process.ts';
import type { Report } from './report.ts';

/** What the parts of the bench share: one cloud, one night, one station that was synced. */
export type Bench = {
  readonly report: Report;
  readonly cloud: CloudProcess;
  readonly night: Night;
  readonly station: StationProcess;
  readonly home: string;
  /** How the roster is called in the table: `100k`. */
  readonly size: string;
  /** Tickets nobody has scanned yet. */
  readonly nextTicket: () => number;
  readonly scans: number;
  readonly queued: number;
};

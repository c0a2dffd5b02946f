import type { AllotmentId, PoolId } from '../kernel/ids.ts';

/** IN-3: places of one tier lent to one station, with so many blanks. */
export type Allotment = {
  readonly allotmentId: AllotmentId;
  /** A written-off or closed allotment never comes back; the next one has the next epoch. */
  readonly epoch: number;
  readonly granted: number;
  readonly sold: number;
  readonly returned: number;
  readonly state: 'open' | 'closed' | 'written-off';
  /** Sales that arrived after the write-off and found no place left. */
  readonly oversoldByDecision: number;
  /** The pools of its tier. */
  readonly poolIds: readonly PoolId[];
};

/** Blanks the station has in hand. */
export function allotmentLeft(allotment: Allotment): number {
  return allotment.granted - allotment.sold - allotment.returned;
}

import type { CheckpointChanges } from '#shared/api/checkpoints.ts';
import type { checkpoints } from '../../db/tables/events.ts';

/** A checkpoint as the API writes it, as columns: its window is two of them. */
export function checkpointColumns<Changes extends CheckpointChanges>(
  changes: Changes,
): Omit<Changes, 'window'> & Pick<typeof checkpoints.$inferInsert, 'opensAt' | 'closesAt'> {
  const { window, ...columns } = changes;
  if (window === undefined) return columns;
  return { ...columns, opensAt: window?.opensAt ?? null, closesAt: window?.closesAt ?? null };
}

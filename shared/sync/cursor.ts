import { z } from 'zod';

/** Where a reader stands in the feed. Another `epoch` means the database was restored or moved: bootstrap again. */
export const feedCursorSchema = z.object({
  epoch: z.string().min(1).max(100),
  xid: z.int().min(0),
  /** Order inside one transaction: event 0, ticket 1, scan 2, then id. */
  kind: z.int().min(0).max(2),
  id: z.string().max(64),
});
export type FeedCursor = z.infer<typeof feedCursorSchema>;

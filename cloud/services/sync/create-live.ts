import { createFeedHub, type FeedHub } from '../../db/feed-hub.ts';
import type { Db } from '../../db/with-tenant.ts';

/** News of committed changes for the live streams of this process. */
export type Live = FeedHub;

export function createLive(db: Db, onError: (error: unknown) => void): Live {
  return createFeedHub(db, onError);
}

import type { StationId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { StationScope } from '#shared/sync/protocol.ts';
import type { Ctx } from '../ctx.ts';
import type { LoadedStation } from './load-station.ts';

/** What a verb for a station is given: a tenant context, who the station is and what it may see. */
export type StationCtx = Ctx & {
  readonly actor: { readonly kind: 'station'; readonly stationId: StationId };
  readonly station: LoadedStation;
  readonly scope: StationScope;
  readonly protocol: number;
  /** Set when the token is revoked: then only operations are taken. */
  readonly revokedAt: Instant | null;
};

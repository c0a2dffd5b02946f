import { type HelloResponse, PROTOCOL_VERSION, PROTOCOL_VERSION_FLOOR } from '#shared/sync/protocol.ts';
import { feedEpoch } from '../../db/feed-epoch.ts';
import { mustNotBeRevoked } from '../stations/authenticate-station.ts';
import type { StationCtx } from '../stations/station-ctx.ts';

/** Who the station is, what it may see, what the cloud speaks. */
export async function hello(ctx: StationCtx): Promise<HelloResponse> {
  mustNotBeRevoked(ctx);
  return {
    scope: ctx.scope,
    protocol: { current: PROTOCOL_VERSION, floor: PROTOCOL_VERSION_FLOOR },
    time: ctx.now,
    epoch: await feedEpoch(ctx.db),
  };
}

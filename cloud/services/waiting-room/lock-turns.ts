import { and, asc, eq, inArray } from 'drizzle-orm';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { waitingRoomPlaces } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** WR-4: the turns of some visitors; each is taken once. */
export type Turns = { readonly take: (visitor: string | null, now: Instant) => boolean };

export async function lockTurns(tx: Tx, orgId: OrgId, eventId: EventId, visitors: readonly string[]): Promise<Turns> {
  if (visitors.length === 0) return { take: () => false };
  const rows = await tx
    .select()
    .from(waitingRoomPlaces)
    .where(
      and(
        eq(waitingRoomPlaces.orgId, orgId),
        eq(waitingRoomPlaces.eventId, eventId),
        inArray(
          waitingRoomPlaces.visitorHash,
          visitors.map(visitor => Buffer.from(visitor, 'hex')),
        ),
      ),
    )
    .orderBy(asc(waitingRoomPlaces.visitorHash))
    .for('no key update');
  const good = new Map(
    rows.flatMap(({ visitorHash, admittedAt, spentAt }) =>
      admittedAt === null || spentAt !== null ? [] : [[Buffer.from(visitorHash).toString('hex'), admittedAt] as const],
    ),
  );
  return {
    take: (visitor, now) => {
      const admittedAt = visitor === null ? undefined : good.get(visitor);
      if (visitor === null || admittedAt === undefined || now >= addMs(admittedAt, limits.turnLivesMs)) return false;
      good.delete(visitor);
      return true;
    },
  };
}

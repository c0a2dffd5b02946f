import { and, asc, eq, inArray } from 'drizzle-orm';
import { roleMay } from '#shared/api/permissions.ts';
import type { EventId, GateId, OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { events, gates } from '../../db/tables/events.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { PersonCtx } from '../ctx.ts';
import { describeSession } from '../sessions/describe-session.ts';

export type PairingPlace = {
  readonly orgId: OrgId;
  readonly orgName: string;
  readonly eventId: EventId;
  readonly title: string;
  readonly startsAt: Instant;
  readonly zone: string;
  readonly gates: readonly { readonly gateId: GateId; readonly name: string }[];
};

/** The events this person may pair a station for, over all organizations, the next first. */
export async function listPairingPlaces(ctx: PersonCtx): Promise<readonly PairingPlace[]> {
  const { organizations } = await describeSession(ctx);
  const places: PairingPlace[] = [];
  for (const { orgId, name, role } of organizations)
    if (roleMay(role, 'stations:pair')) places.push(...(await placesIn(ctx, orgId, name)));
  return places.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

async function placesIn(ctx: PersonCtx, orgId: OrgId, orgName: string): Promise<readonly PairingPlace[]> {
  return withTenant(
    ctx.db,
    orgId,
    async tx => {
      const open = await tx
        .select({ eventId: events.eventId, title: events.title, startsAt: events.startsAt, zone: events.zone })
        .from(events)
        .where(and(eq(events.orgId, orgId), inArray(events.state, ['published', 'draft'])))
        .orderBy(asc(events.startsAt), asc(events.eventId))
        .limit(50);
      const doors = await tx
        .select({ eventId: gates.eventId, gateId: gates.gateId, name: gates.name })
        .from(gates)
        .where(eq(gates.orgId, orgId))
        .orderBy(asc(gates.position), asc(gates.gateId));
      const byEvent = Map.groupBy(doors, gate => gate.eventId);
      return open.map(event => ({ ...event, orgId, orgName, gates: byEvent.get(event.eventId) ?? [] }));
    },
    { readOnly: true },
  );
}

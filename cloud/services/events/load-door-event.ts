import { and, asc, eq } from 'drizzle-orm';
import type { DoorEvent } from '#shared/catalog/door-event.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { checkpoints, eventKeys, events, gates, operators, questions, tiers, zones } from '../../db/tables/events.ts';
import { organizations } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** The whole settings document of an event's doors, as stations, the feed and the cloud's own redeem read it. */
export async function loadDoorEvent(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent> {
  const [found] = await tx
    .select({ event: events, orgName: organizations.name, accent: organizations.accent })
    .from(events)
    .innerJoin(organizations, eq(organizations.orgId, events.orgId))
    .where(and(eq(events.orgId, orgId), eq(events.eventId, eventId)));
  if (found === undefined) throw refusal('not-found');
  const { event } = found;
  return {
    eventId,
    orgId,
    orgName: found.orgName,
    accent: found.accent,
    ref: event.ref,
    title: event.title,
    venue: event.venue,
    zone: event.zone,
    languages: [...event.languages],
    doorsAt: event.doorsAt,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    state: event.state,
    admitsOnSignature: event.admitsOnSignature,
    // Archived tiers too: their tickets were sold and come to the door.
    tiers: await loadDoorTiers(tx, orgId, eventId),
    zones: await loadDoorZones(tx, orgId, eventId),
    checkpoints: await loadDoorCheckpoints(tx, orgId, eventId),
    gates: await loadDoorGates(tx, orgId, eventId),
    keys: await loadDoorKeys(tx, orgId, eventId),
    questions: await loadDoorQuestions(tx, orgId, eventId),
    operators: await loadDoorOperators(tx, orgId),
  };
}

async function loadDoorTiers(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent['tiers']> {
  const rows = await tx
    .select()
    .from(tiers)
    .where(and(eq(tiers.orgId, orgId), eq(tiers.eventId, eventId)))
    .orderBy(asc(tiers.number));
  return rows.map(row => ({
    tierId: row.tierId,
    number: row.number,
    name: row.name,
    proof: row.proof,
    attention: row.attention,
    child:
      row.childPerGuardianMax === null
        ? null
        : { childrenPerGuardianMax: row.childPerGuardianMax, guardianTierIds: [...row.guardianTierIds] },
    addOnOf: [...row.addOnOf],
  }));
}

async function loadDoorZones(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent['zones']> {
  return tx
    .select({ zoneId: zones.zoneId, name: zones.name, capacity: zones.capacity })
    .from(zones)
    .where(and(eq(zones.orgId, orgId), eq(zones.eventId, eventId)))
    .orderBy(asc(zones.position), asc(zones.zoneId));
}

async function loadDoorCheckpoints(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent['checkpoints']> {
  const rows = await tx
    .select()
    .from(checkpoints)
    .where(and(eq(checkpoints.orgId, orgId), eq(checkpoints.eventId, eventId)))
    .orderBy(asc(checkpoints.position), asc(checkpoints.checkpointId));
  return rows.map(row => ({
    checkpointId: row.checkpointId,
    name: row.name,
    entryMode: row.entryMode,
    entriesMax: row.entriesMax,
    zoneId: row.zoneId,
    admitsTierIds: row.admitsTierIds === null ? null : [...row.admitsTierIds],
    matchesAddOns: row.matchesAddOns,
    admitsUnpaid: row.admitsUnpaid,
    window: row.opensAt === null && row.closesAt === null ? null : { opensAt: row.opensAt, closesAt: row.closesAt },
    rule: row.rule,
    attention: row.attention,
  }));
}

async function loadDoorGates(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent['gates']> {
  return tx
    .select({ gateId: gates.gateId, checkpointId: gates.checkpointId, name: gates.name })
    .from(gates)
    .where(and(eq(gates.orgId, orgId), eq(gates.eventId, eventId)))
    .orderBy(asc(gates.position), asc(gates.gateId));
}

async function loadDoorKeys(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent['keys']> {
  const rows = await tx
    .select({
      keyId: eventKeys.keyId,
      ref: eventKeys.ref,
      publicKey: eventKeys.publicKey,
      state: eventKeys.state,
    })
    .from(eventKeys)
    .where(and(eq(eventKeys.orgId, orgId), eq(eventKeys.eventId, eventId)))
    .orderBy(asc(eventKeys.keyId));
  return rows.map(row => ({
    keyId: row.keyId,
    ref: row.ref,
    publicKey: Buffer.from(row.publicKey).toString('base64url'),
    // A retired key signs no more, but what it signed holds until it is withdrawn.
    state: row.state === 'withdrawn' ? 'withdrawn' : 'valid',
  }));
}

async function loadDoorQuestions(tx: Tx, orgId: OrgId, eventId: EventId): Promise<DoorEvent['questions']> {
  return tx
    .select({ questionId: questions.questionId, label: questions.label })
    .from(questions)
    .where(
      and(
        eq(questions.orgId, orgId),
        eq(questions.eventId, eventId),
        eq(questions.required, true),
        eq(questions.atDoor, true),
        eq(questions.archived, false),
      ),
    )
    .orderBy(asc(questions.position), asc(questions.questionId));
}

async function loadDoorOperators(tx: Tx, orgId: OrgId): Promise<DoorEvent['operators']> {
  return tx
    .select({
      operatorId: operators.operatorId,
      name: operators.name,
      role: operators.role,
      pinHash: operators.pinHash,
    })
    .from(operators)
    .where(and(eq(operators.orgId, orgId), eq(operators.archived, false)))
    .orderBy(asc(operators.name), asc(operators.operatorId));
}

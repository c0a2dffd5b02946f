import type { Pool } from 'pg';
import type { EntryMode } from '#shared/catalog/door-event.ts';
import {
  type CheckpointId,
  type EventId,
  type GateId,
  mintId,
  type OrgId,
  type RandomBytes,
  type TicketId,
  type TierId,
} from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';

export type EventPlace = { readonly orgId: OrgId; readonly eventId: EventId; readonly tierId: TierId };
type Lounge = { readonly checkpointId: CheckpointId; readonly gateId: GateId; readonly entryMode: EntryMode };

export type SimDoor = EventPlace & {
  readonly checkpointId: CheckpointId;
  readonly gateIds: readonly GateId[];
  readonly tickets: TicketId[];
  readonly entryMode: EntryMode;
  /** Another checkpoint behind the main entrance, with a gate and a way of its own. */
  readonly lounge: Lounge | null;
  /** Another event of the same house and the same stations. */
  readonly matinee: (EventPlace & { readonly tickets: readonly TicketId[] }) | null;
};

export type DoorOptions = {
  readonly tickets: number;
  readonly entryMode: EntryMode;
  readonly secondCheckpoint?: boolean;
  readonly secondEvent?: boolean;
};

export function planDoor(options: DoorOptions, bytes: RandomBytes): SimDoor {
  const door = {
    orgId: mintId('OrgId', bytes),
    eventId: mintId('EventId', bytes),
    tierId: mintId('TierId', bytes),
    checkpointId: mintId('CheckpointId', bytes),
    gateIds: [mintId('GateId', bytes), mintId('GateId', bytes)],
    tickets: Array.from({ length: options.tickets }, () => mintId('TicketId', bytes)),
    entryMode: options.entryMode,
  };
  const lounge = options.secondCheckpoint === true ? planLounge(options.entryMode, bytes) : null;
  const matinee =
    options.secondEvent === true
      ? {
          orgId: door.orgId,
          eventId: mintId('EventId', bytes),
          tierId: mintId('TierId', bytes),
          tickets: Array.from({ length: 4 }, () => mintId('TicketId', bytes)),
        }
      : null;
  // The second station stands at the lounge, where there is one.
  return {
    ...door,
    gateIds: lounge === null ? door.gateIds : door.gateIds.toSpliced(1, 0, lounge.gateId),
    lounge,
    matinee,
  };
}

function planLounge(mainMode: EntryMode, bytes: RandomBytes): Lounge {
  return {
    checkpointId: mintId('CheckpointId', bytes),
    gateId: mintId('GateId', bytes),
    entryMode: mainMode === 're-entry' ? 'once' : 're-entry',
  };
}

/** Past the product's verbs, which would ask for more than a simulation has. */
export async function insertDoor(root: Pool, door: SimDoor, now: Instant): Promise<void> {
  const { orgId, eventId, lounge, matinee } = door;
  const slug = `o${orgId.slice(4, 24).toLowerCase()}`;
  await root.query(
    `with d as (insert into app.org_directory (org_id, slug, created_at) values ($1, $2, $3) returning org_id)
     insert into app.organizations (org_id, name, zone, currency, created_at, updated_at)
     select org_id, 'Simulated', 'Europe/Vienna', 'EUR', $3, $3 from d`,
    [orgId, slug, now],
  );
  await insertEvent(root, door, '0000000010', now);
  await insertCheckpoint(root, door, { ...door, name: 'Main entrance' });
  const gateIds = door.gateIds.filter(gateId => gateId !== lounge?.gateId);
  await insertGates(root, { orgId, eventId, checkpointId: door.checkpointId, gateIds });
  if (lounge !== null) {
    const { checkpointId, gateId } = lounge;
    await insertCheckpoint(root, door, { ...lounge, name: 'Lounge' });
    await insertGates(root, { orgId, eventId, checkpointId, gateIds: [gateId] });
  }
  if (matinee !== null) await insertEvent(root, matinee, '0000000012', now);
}

async function insertEvent(root: Pool, { orgId, eventId, tierId }: EventPlace, ref: string, now: Instant) {
  await root.query(
    `insert into app.events (org_id, event_id, ref, title, zone, doors_at, starts_at, ends_at, state, created_at, updated_at)
     values ($1, $2, $6, 'Twelfth Night', 'Europe/Vienna', $3, $4, $5, 'published', $4, $4)`,
    [orgId, eventId, addMs(now, -3_600_000), now, addMs(now, 36_000_000), ref],
  );
  await root.query(
    `insert into app.tiers (org_id, event_id, tier_id, number, name, price_minor, currency) values ($1, $2, $3, 1, 'Stalls', 0, 'EUR')`,
    [orgId, eventId, tierId],
  );
}

async function insertCheckpoint(
  root: Pool,
  { orgId, eventId }: EventPlace,
  checkpoint: { readonly checkpointId: CheckpointId; readonly entryMode: EntryMode; readonly name: string },
) {
  await root.query(
    'insert into app.checkpoints (org_id, event_id, checkpoint_id, name, entry_mode) values ($1, $2, $3, $4, $5)',
    [orgId, eventId, checkpoint.checkpointId, checkpoint.name, checkpoint.entryMode],
  );
}

async function insertGates(
  root: Pool,
  gates: {
    readonly orgId: OrgId;
    readonly eventId: EventId;
    readonly checkpointId: CheckpointId;
    readonly gateIds: readonly GateId[];
  },
) {
  await root.query(
    `insert into app.gates (org_id, event_id, gate_id, checkpoint_id, name, position)
     select $1, $2, g.id, $3, 'Gate ' || g.n, g.n from unnest($4::text[]) with ordinality as g(id, n)`,
    [gates.orgId, gates.eventId, gates.checkpointId, gates.gateIds],
  );
}

import type { Pool } from 'pg';
import type { EntryMode } from '#shared/catalog/door-event.ts';
import {
  type CheckpointId,
  type EventId,
  type GateId,
  mintId,
  type OrgId,
  type TicketId,
  type TierId,
} from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { type SeededRandom, seededRandom } from '#shared/testing/seeded-random.ts';
import type { App, AppDeps } from '../../cloud/http/app.ts';
import { createApp } from '../../cloud/http/create-app.ts';
import type { Ctx } from '../../cloud/services/ctx.ts';
import { newsAreOut } from '../../cloud/testing/news-are-out.ts';
import { emptyTables, tenantTables } from '../seeded/empty-tables.ts';
import { nobodyElse } from '../seeded/nobody-else.ts';
import { SimClock } from './sim-clock.ts';
import { faultyPool } from './sim-pool.ts';

export type SimDoor = {
  readonly orgId: OrgId;
  readonly eventId: EventId;
  readonly tierId: TierId;
  readonly checkpointId: CheckpointId;
  readonly gateIds: readonly GateId[];
  readonly tickets: TicketId[];
  readonly entryMode: EntryMode;
};

/** The product's cloud over real Postgres, with an organization of its own for each seed. */
export class SimCloud {
  readonly app: App;
  readonly root: Pool;
  readonly pool: ReturnType<typeof faultyPool>;
  readonly log: string[] = [];
  #clock = new SimClock();
  #random: SeededRandom = seededRandom(0);
  #tables: readonly string[] | null = null;

  constructor(root: Pool, appPool: Pool) {
    this.root = root;
    this.pool = faultyPool(appPool);
    const deps: AppDeps = {
      ...nobodyElse,
      db: this.pool.pool,
      keyVault: { seal: () => new Uint8Array(), open: () => new Uint8Array() } as unknown as AppDeps['keyVault'],
      now: () => this.#clock.now(),
      randomBytes: length => this.#random.bytes(length),
      publicUrl: 'http://foyer.test',
      origins: ['http://cloud.test'],
      log: entry =>
        this.log.push(`${entry.event}: ${String(entry.message ?? '').slice(0, 300)} ${String(entry.cause ?? '')}`),
    };
    this.app = createApp(deps);
  }

  /** What a station asks. What strangers hold open in the same cluster is no part of the run: the feed waits for it. */
  async request(path: string, init: RequestInit): Promise<Response> {
    if (/^\/api\/station\/(feed|snapshot)/.test(path)) await newsAreOut(this.root);
    return this.app.request(`http://cloud.test${path}`, init);
  }

  /** The same process for every seed, with the time and the chance of this one. */
  begin(clock: SimClock, random: SeededRandom): void {
    this.#clock = clock;
    this.#random = random;
    this.log.length = 0;
    this.pool.fault = null;
    this.pool.cut = 0;
  }

  /** As the organizer, by the product's own verbs. */
  ctx(orgId: OrgId): Ctx {
    return {
      db: this.pool.pool,
      now: this.#clock.now(),
      randomBytes: this.#random.bytes,
      requestId: mintId('RequestId', this.#random.bytes),
      orgId,
      actor: { kind: 'system', job: 'simulation' },
    };
  }

  async makeDoor(options: { readonly tickets: number; readonly entryMode: EntryMode }): Promise<SimDoor> {
    const { bytes } = this.#random;
    const now = this.#clock.now();
    const door: SimDoor = {
      orgId: mintId('OrgId', bytes),
      eventId: mintId('EventId', bytes),
      tierId: mintId('TierId', bytes),
      checkpointId: mintId('CheckpointId', bytes),
      gateIds: [mintId('GateId', bytes), mintId('GateId', bytes)],
      tickets: Array.from({ length: options.tickets }, () => mintId('TicketId', bytes)),
      entryMode: options.entryMode,
    };
    const { orgId, eventId } = door;
    const slug = `o${orgId.slice(4, 24).toLowerCase()}`;
    await this.root.query(
      `with d as (insert into app.org_directory (org_id, slug, created_at) values ($1, $2, $3) returning org_id)
       insert into app.organizations (org_id, name, zone, currency, created_at, updated_at)
       select org_id, 'Simulated', 'Europe/Vienna', 'EUR', $3, $3 from d`,
      [orgId, slug, now],
    );
    await this.root.query(
      `insert into app.events (org_id, event_id, ref, title, zone, doors_at, starts_at, ends_at, state, created_at, updated_at)
       values ($1, $2, '0000000010', 'Twelfth Night', 'Europe/Vienna', $3, $4, $5, 'published', $3, $3)`,
      [orgId, eventId, addMs(now, -3_600_000), now, addMs(now, 36_000_000)],
    );
    await this.root.query(
      `with t as (insert into app.tiers (org_id, event_id, tier_id, number, name, price_minor, currency) values ($1, $2, $3, 1, 'Stalls', 0, 'EUR'))
       insert into app.checkpoints (org_id, event_id, checkpoint_id, name, entry_mode) values ($1, $2, $4, 'Main entrance', $5)`,
      [orgId, eventId, door.tierId, door.checkpointId, door.entryMode],
    );
    await this.root.query(
      `insert into app.gates (org_id, event_id, gate_id, checkpoint_id, name, position)
       select $1, $2, g.id, $3, 'Gate ' || g.n, g.n from unnest($4::text[]) with ordinality as g(id, n)`,
      [orgId, eventId, door.checkpointId, door.gateIds],
    );
    await this.addTickets(door, door.tickets);
    return door;
  }

  /** Leaves nothing of a run behind, so that the same seed can run again in the same database. */
  async forget(orgId: OrgId): Promise<void> {
    this.#tables ??= await tenantTables(this.root);
    await emptyTables(this.root, [
      ...this.#tables.map(name => `delete from app.${name} where org_id = '${orgId}'`),
      'delete from app.station_pairings',
    ]);
  }

  async addTickets(door: SimDoor, ids: readonly TicketId[]): Promise<void> {
    await this.root.query(
      `insert into app.tickets (org_id, event_id, ticket_id, tier_id, state, state_since, holder, search_key, imported_code, created_at)
       select $1, $2, t.id, $3, 'valid', $4, 'Holder', 'holder', t.id, $4 from unnest($5::text[]) as t(id)`,
      [door.orgId, door.eventId, door.tierId, this.#clock.now(), ids],
    );
  }

  async setTicketState(door: SimDoor, ticketId: TicketId, state: 'valid' | 'cancelled' | 'refunded'): Promise<void> {
    await this.root.query(
      'update app.tickets set state = $4, state_since = $5 where org_id = $1 and event_id = $2 and ticket_id = $3',
      [door.orgId, door.eventId, ticketId, state, this.#clock.now()],
    );
  }
}

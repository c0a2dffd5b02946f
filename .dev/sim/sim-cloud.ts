import type { Pool } from 'pg';
import { mintId, type OrgId, type TicketId } from '#shared/kernel/ids.ts';
import { type SeededRandom, seededRandom } from '#shared/testing/seeded-random.ts';
import type { App, AppDeps } from '../../cloud/http/app.ts';
import { createApp } from '../../cloud/http/create-app.ts';
import type { Ctx } from '../../cloud/services/ctx.ts';
import { newsAreOut } from '../../cloud/testing/news-are-out.ts';
import { emptyTables, tenantTables } from '../seeded/empty-tables.ts';
import { nobodyElse } from '../seeded/nobody-else.ts';
import { type DoorOptions, type EventPlace, insertDoor, planDoor, type SimDoor } from './plan-door.ts';
import { SimClock } from './sim-clock.ts';
import { faultyPool } from './sim-pool.ts';

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
        this.log.push(
          `${entry.event}: ${String(entry.message ?? '').slice(0, 300)} ${JSON.stringify(entry.causes ?? [])}`,
        ),
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

  async makeDoor(options: DoorOptions): Promise<SimDoor> {
    const now = this.#clock.now();
    const door = planDoor(options, this.#random.bytes);
    await insertDoor(this.root, door, now);
    await this.addTickets(door, door.tickets);
    if (door.matinee !== null) await this.addTickets(door.matinee, door.matinee.tickets);
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

  async addTickets(door: EventPlace, ids: readonly TicketId[]): Promise<void> {
    await this.root.query(
      `insert into app.tickets (org_id, event_id, ticket_id, tier_id, state, state_since, holder, search_key, imported_code, created_at)
       select $1, $2, t.id, $3, 'valid', $4, 'Holder', 'holder', t.id, $4 from unnest($5::text[]) as t(id)`,
      [door.orgId, door.eventId, door.tierId, this.#clock.now(), ids],
    );
  }

  async setTicketState(door: EventPlace, ticketId: TicketId, state: 'valid' | 'cancelled' | 'refunded'): Promise<void> {
    await this.root.query(
      'update app.tickets set state = $4, state_since = $5 where org_id = $1 and event_id = $2 and ticket_id = $3',
      [door.orgId, door.eventId, ticketId, state, this.#clock.now()],
    );
  }
}

import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import {
  type CheckpointId,
  type EventId,
  type GateId,
  mintId,
  type OrderId,
  type OrgId,
  type TicketId,
  type TierId,
} from '#shared/kernel/ids.ts';
import { encodeTicketCode } from '#shared/tickets/ticket-code.ts';
import { keyPairFromSeed } from '../../cloud/services/keys/ed25519.ts';

/** An event with so many tickets, and what its doors and its organizer need. */
export type Night = {
  readonly orgId: OrgId;
  readonly eventId: EventId;
  readonly tierId: TierId;
  readonly checkpointId: CheckpointId;
  readonly gateIds: readonly [GateId, GateId];
  /** Signs in the owner at the organizer's API. */
  readonly ownerToken: string;
  readonly tickets: number;
  /** From 1. */
  readonly ticketId: (n: number) => TicketId;
  readonly orderId: (n: number) => OrderId;
  /** The text of the QR code of the n-th ticket. */
  readonly codeOf: (n: number) => string;
};

export const ticketsPerOrder = 4;
const hourMs = 3_600_000;

/** Fills the tables for one event. The tickets come set by set, with what the triggers would write a row at a time; that is checked. */
export async function seedNight(
  root: Pool,
  options: { readonly tickets: number; readonly title?: string },
): Promise<Night> {
  const night = plan(options.tickets);
  const client = await root.connect();
  try {
    await client.query('begin');
    await fillFrame(client, night, options.title ?? 'Twelfth Night');
    await fillTickets(client, night);
    await client.query('commit');
    await client.query('vacuum analyze app.tickets');
    await client.query('analyze');
    await mustBeAsTriggersWrite(client, night);
  } finally {
    client.release();
  }
  return night;
}

type PlannedNight = Night & {
  readonly salt: string;
  readonly ref: string;
  readonly keyRef: string;
  readonly publicKey: Uint8Array;
};

function plan(tickets: number): PlannedNight {
  const salt = randomBytes(6).toString('hex');
  const pair = keyPairFromSeed(randomBytes(32));
  const keyRef = encodeBase32(randomBytes(4));
  const ref = encodeBase32(randomBytes(6));
  // Hexadecimal digits are letters of base32 too, so that the database can make the very same ids by itself.
  const idText = (prefix: string, n: number) =>
    `${prefix}_${createHash('md5').update(`${salt}${n}`).digest('hex').slice(0, 25).toUpperCase()}0`;
  const ticketId = (n: number) => idText('tkt', n) as TicketId;
  return {
    salt,
    ref,
    keyRef,
    publicKey: pair.publicKey,
    orgId: mintId('OrgId', randomBytes),
    eventId: mintId('EventId', randomBytes),
    tierId: mintId('TierId', randomBytes),
    checkpointId: mintId('CheckpointId', randomBytes),
    gateIds: [mintId('GateId', randomBytes), mintId('GateId', randomBytes)],
    ownerToken: randomBytes(32).toString('base64url'),
    tickets,
    ticketId,
    orderId: n => idText('ord', Math.floor((n - 1) / ticketsPerOrder)) as OrderId,
    codeOf: n =>
      encodeTicketCode(
        { keyRef, eventRef: ref, ticketId: ticketId(n), tierNumber: 1, notBefore: null, notAfter: null },
        pair.sign,
      ),
  };
}

async function fillFrame(client: PoolClient, night: PlannedNight, title: string): Promise<void> {
  const { orgId, eventId, tierId, checkpointId, gateIds } = night;
  const now = new Date();
  const later = (hours: number) => new Date(now.getTime() + hours * hourMs);
  const personId = mintId('PersonId', randomBytes);
  const slug = `org-${night.salt}`;
  const statements: readonly [string, readonly unknown[]][] = [
    ['insert into app.org_directory (org_id, slug, created_at) values ($1, $2, $3)', [orgId, slug, now]],
    [
      `insert into app.organizations (org_id, name, zone, currency, created_at, updated_at)
       values ($1, 'Lantern Theatre', 'Europe/Vienna', 'EUR', $2, $2)`,
      [orgId, now],
    ],
    [
      'insert into auth.people (person_id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)',
      [personId, 'Owner', `owner@${slug}.example.test`, now],
    ],
    [
      'insert into app.person_tokens (token_hash, person_id, expires_at, created_at) values ($1, $2, $3, $4)',
      [createHash('sha256').update(night.ownerToken).digest(), personId, later(48), now],
    ],
    [
      `insert into app.memberships (org_id, person_id, role, email, name, added_at) values ($1, $2, 'owner', $3, 'Owner', $4)`,
      [orgId, personId, `owner@${slug}.example.test`, now],
    ],
    [
      `insert into app.events (org_id, event_id, ref, title, zone, doors_at, starts_at, ends_at, state, created_at, updated_at)
       values ($1, $2, $3, $4, 'Europe/Vienna', $5, $6, $7, 'published', $8, $8)`,
      [orgId, eventId, night.ref, title, later(-1), later(1), later(6), now],
    ],
    [
      `insert into app.event_keys (org_id, event_id, key_id, ref, public_key, private_key_sealed, created_at)
       values ($1, $2, $3, $4, $5, '\\x00', $6)`,
      [orgId, eventId, mintId('KeyId', randomBytes), night.keyRef, Buffer.from(night.publicKey), now],
    ],
    [
      `insert into app.tiers (org_id, event_id, tier_id, number, name, price_minor, currency)
       values ($1, $2, $3, 1, 'Stalls', 2500, 'EUR')`,
      [orgId, eventId, tierId],
    ],
    [
      `insert into app.checkpoints (org_id, event_id, checkpoint_id, name, entry_mode) values ($1, $2, $3, 'Main entrance', 'once')`,
      [orgId, eventId, checkpointId],
    ],
    ...gateIds.map((gateId, index): [string, readonly unknown[]] => [
      'insert into app.gates (org_id, event_id, gate_id, checkpoint_id, name, position) values ($1, $2, $3, $4, $5, $6)',
      [orgId, eventId, gateId, checkpointId, `Gate ${index + 1}`, index],
    ]),
  ];
  for (const [text, values] of statements) await client.query(text, [...values]);
}

const idSql = (prefix: string, n: string) => `'${prefix}_' || upper(substr(md5($3 || (${n})::text), 1, 25)) || '0'`;

async function fillTickets(client: PoolClient, night: PlannedNight): Promise<void> {
  const { orgId, eventId, salt, tierId, tickets } = night;
  const orders = Math.ceil(tickets / ticketsPerOrder);
  await client.query('set local session_replication_role = replica');
  await client.query(
    `insert into app.orders (org_id, order_id, event_id, ref, state, channel, buyer_name, total_minor, currency, quote, input_hash,
       search_key, created_at, updated_at)
     select $1, ${idSql('ord', 'n')}, $2, lpad(upper(to_hex(n)), 7, '0'), 'paid', 'online', 'Buyer ' || n, 10000, 'EUR', '{}', '\\x00',
       'buyer ' || n, current_timestamp, current_timestamp from generate_series(0, $4::int - 1) n`,
    [orgId, eventId, salt, orders],
  );
  await client.query(
    `insert into app.order_lines (org_id, order_id, line_id, event_id, tier_id, quantity, unit_minor, total_minor)
     select $1, ${idSql('ord', 'n')}, ${idSql('lin', 'n')}, $2, $4, ${ticketsPerOrder}, 2500, 10000
     from generate_series(0, $5::int - 1) n`,
    [orgId, eventId, salt, tierId, orders],
  );
  await client.query(
    `insert into app.tickets (org_id, event_id, ticket_id, order_id, tier_id, state, state_since, holder, search_key, created_at, xid, mirror)
     select $1, $2, s.id, s.ord, $4, 'valid', current_timestamp, s.holder, lower(s.holder), current_timestamp,
       pg_current_xact_id()::text::bigint, (select row_to_json(m)::text from (select s.id as "ticketId", $4::text as "tierId",
         'valid' as "state", null::text as "stateSince", false as "disputed", null::text as "blocked", s.ord as "orderId",
         s.ref as "orderRef", 'paid' as "orderState", ${ticketsPerOrder} as "orderSize", s.holder as "holder", null::text as "seat",
         lower(s.holder) as "searchKey", null::json as "window", null::text as "guardianTicketId", null::text as "importedCode",
         null::text as "attention", '[]'::jsonb as "missingAnswers", '{}'::jsonb as "answers") m)
     from (select ${idSql('tkt', 'n')} as id, ${idSql('ord', `(n - 1) / ${ticketsPerOrder}`)} as ord,
         lpad(upper(to_hex((n - 1) / ${ticketsPerOrder})), 7, '0') as ref, 'Holder Number ' || n as holder
       from generate_series(1, $5::int) n) s order by s.id`,
    [orgId, eventId, salt, tierId, tickets],
  );
  await client.query('set local session_replication_role = origin');
}

/** A sample is written again with the triggers on, and must not differ. */
async function mustBeAsTriggersWrite(client: PoolClient, night: PlannedNight): Promise<void> {
  const sample = Array.from({ length: 20 }, (_, index) => night.ticketId(1 + Math.floor((index * night.tickets) / 20)));
  const read = async () => {
    const { rows } = await client.query<{ mirror: string }>(
      'select mirror from app.tickets where org_id = $1 and event_id = $2 and ticket_id = any($3) order by ticket_id',
      [night.orgId, night.eventId, sample],
    );
    return rows.map(row => row.mirror).join('\n');
  };
  const before = await read();
  await client.query('update app.tickets set xid = 0 where org_id = $1 and event_id = $2 and ticket_id = any($3)', [
    night.orgId,
    night.eventId,
    sample,
  ]);
  const after = await read();
  if (before !== after || before === '')
    throw new Error(
      `tickets were filled otherwise than the triggers would:\n${before.slice(0, 900)}\n${after.slice(0, 900)}`,
    );
}

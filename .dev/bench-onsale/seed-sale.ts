import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { type EventId, mintId, type OrgId, type TierId } from '#shared/kernel/ids.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';

export type Seller = { readonly orgId: OrgId; readonly slug: string; readonly token: string };
export type Sale = { readonly eventId: EventId; readonly tierId: TierId };

/** An organization with one person in it, who calls by a token. */
export async function seedSeller(root: Pool, slug: string): Promise<Seller> {
  const orgId = mintId('OrgId', randomBytes);
  const personId = mintId('PersonId', randomBytes);
  const token = randomBytes(32).toString('base64url');
  const now = instantFromMs(Date.now());
  const inAYear = instantFromMs(Date.now() + 365 * 86_400_000);
  await root.query('insert into app.org_directory (org_id, slug, created_at) values ($1, $2, $3)', [orgId, slug, now]);
  await root.query(
    `insert into app.organizations (org_id, name, zone, currency, created_at, updated_at) values ($1, $2, 'Europe/Vienna', 'EUR', $3, $3)`,
    [orgId, `Organization ${slug}`, now],
  );
  await root.query(
    'insert into auth.people (person_id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)',
    [personId, slug, `${slug}@example.org`, now],
  );
  await root.query(
    'insert into app.memberships (org_id, person_id, role, email, name, added_at) values ($1, $2, $3, $4, $5, $6)',
    [orgId, personId, 'owner', `${slug}@example.org`, slug, now],
  );
  await root.query(
    'insert into app.person_tokens (token_hash, person_id, expires_at, created_at) values ($1, $2, $3, $4)',
    [createHash('sha256').update(token).digest(), personId, inAYear, now],
  );
  await root.query(
    `insert into app.payment_accounts (org_id, provider_account, livemode, card_payments, connected_at, updated_at)
     values ($1, $2, false, 'active', $3, $3)`,
    [orgId, `acct_${slug}`, now],
  );
  return { orgId, slug, token };
}

/** A published event with one tier on one pool, made over the API as an organizer does. */
export async function seedSale(
  url: string,
  seller: Seller,
  { places, priceMinor = 0 }: { readonly places: number; readonly priceMinor?: number },
): Promise<Sale> {
  const day = 86_400_000;
  const at = (ms: number) => instantFromMs(Date.now() + ms);
  const call = async (path: string, body: object): Promise<Record<string, string>> => {
    const answer = await fetch(`${url}/api/orgs/${seller.orgId}/events${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${seller.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, string>;
  };
  const { eventId } = await call('', {
    title: 'Lantern Night',
    zone: 'Europe/Vienna',
    doorsAt: at(30 * day),
    startsAt: at(30 * day + 3_600_000),
    endsAt: at(30 * day + 4 * 3_600_000),
  });
  const { poolId } = await call(`/${eventId}/pools`, { name: 'House', capacity: places });
  const { tierId } = await call(`/${eventId}/tiers`, { name: 'Standing', priceMinor, poolIds: [poolId] });
  await call(`/${eventId}/publish`, { version: 1 });
  // What the API answers under these names are ids of these kinds.
  return { eventId: eventId as EventId, tierId: tierId as TierId };
}

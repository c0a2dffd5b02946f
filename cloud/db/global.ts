import type { OrgId, PersonId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Db } from './with-tenant.ts';

// The doors in the wall between organizations: each calls one SECURITY DEFINER function, and the catalogue test lists them all.

export async function personIdByToken(db: Db, hash: Uint8Array, now: Instant): Promise<string | null> {
  return one(db, 'app.person_by_token($1, $2)', [hash, now]);
}

export async function putPersonToken(
  db: Db,
  token: { readonly hash: Uint8Array; readonly personId: PersonId; readonly expiresAt: Instant; readonly now: Instant },
): Promise<void> {
  await one(db, 'app.put_person_token($1, $2, $3, $4)', [token.hash, token.personId, token.expiresAt, token.now]);
}

export async function dropPersonToken(db: Db, hash: Uint8Array): Promise<void> {
  await one(db, 'app.drop_person_token($1)', [hash]);
}

export async function isPlatformAdmin(db: Db, personId: PersonId): Promise<boolean> {
  return (await one<boolean>(db, 'app.is_platform_admin($1)', [personId])) === true;
}

export async function orgsOfPerson(db: Db, personId: PersonId): Promise<OrgId[]> {
  return many(db, 'app.orgs_of_person($1)', [personId]);
}

export async function orgIds(db: Db): Promise<OrgId[]> {
  return many(db, 'app.org_ids()', []);
}

export async function orgBySlug(db: Db, slug: string): Promise<OrgId | null> {
  return one<OrgId>(db, 'app.org_by_slug($1)', [slug]);
}

export async function orgByHost(db: Db, host: string): Promise<OrgId | null> {
  return one<OrgId>(db, 'app.org_by_host($1)', [host]);
}

/** Names this database, once. Feed cursors carry the name, so that a restored copy is noticed. */
export async function ensureInstallation(db: Db, installationId: string): Promise<void> {
  await one(db, 'app.ensure_installation($1)', [installationId]);
}

async function one<Value = string>(db: Db, call: string, values: readonly unknown[]): Promise<Value | null> {
  const { rows } = await db.query<{ value: Value | null }>(`select ${call} as value`, asParameters(values));
  return rows[0]?.value ?? null;
}

async function many<Value extends string>(db: Db, call: string, values: readonly unknown[]): Promise<Value[]> {
  const { rows } = await db.query<{ value: Value }>(`select value from ${call} as value`, asParameters(values));
  return rows.map(row => row.value);
}

function asParameters(values: readonly unknown[]): unknown[] {
  return values.map(value => (value instanceof Uint8Array ? Buffer.from(value) : value));
}

import type { Pool } from 'pg';
import type { Instant } from '#shared/kernel/instant.ts';
import type { Identity } from '../../cloud/services/ports.ts';

/**
 * Somebody who runs the deployment: makes organizations and invites their owners. The first one cannot be invited by anybody.
 * Who has an account keeps it and its password; `made` says which.
 */
export async function makePlatformAdmin(
  identity: Identity,
  owner: Pool,
  person: { readonly email: string; readonly name: string; readonly password: string },
  now: Instant,
): Promise<'made' | 'known'> {
  const made = await identity.register(person);
  const known = made ?? (await identity.personByEmail(person.email));
  if (known === null) throw new Error(`${person.email} could not be given an account.`);
  await owner.query('insert into app.platform_admins (person_id, added_at) values ($1, $2) on conflict do nothing', [
    known.personId,
    now,
  ]);
  return made === null ? 'known' : 'made';
}

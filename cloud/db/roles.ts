import { type ClientBase, escapeIdentifier, escapeLiteral } from 'pg';

/**
 * Whom the processes connect as. Roles belong to the whole cluster, so they are made here and not by a migration.
 *
 * - foyer_owner owns schemas and tables and runs migrations. No process serves requests with it.
 * - foyer_app serves: owns nothing, and row-level security holds for it.
 * - foyer_auth reaches schema `auth` alone.
 * - foyer_worker owns the job queue.
 */
export const databaseRoles = ['foyer_owner', 'foyer_app', 'foyer_auth', 'foyer_worker'] as const;

export type DatabaseRole = (typeof databaseRoles)[number];
export type RolePasswords = Readonly<Record<DatabaseRole, string>>;

/** Makes the roles that are missing and resets what they may, so that it can run at every start. */
export async function ensureRoles(admin: ClientBase, passwords: RolePasswords | undefined): Promise<void> {
  for (const role of databaseRoles) {
    await admin.query(`do $$ begin
      if not exists (select from pg_roles where rolname = ${escapeLiteral(role)}) then create role ${role} login; end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
    await admin.query(`alter role ${role} with login nocreaterole nocreatedb inherit`);
    if (passwords) await admin.query(`alter role ${role} with password ${escapeLiteral(passwords[role])}`);
  }
  await mustBeHarmless(admin);
  // Tables hold everybody's rows and no question of one organization has a reason to read them whole. A plan that was made while a
  // table was empty is kept by its connection, and would do so when a rush has filled it.
  await admin.query('alter role foyer_app set enable_seqscan = off');
  const superuser = await isSuperuser(admin);
  // An administrator who is no superuser (a managed database) may act as the roles it made only when told so.
  if (!superuser) await admin.query(`grant foyer_owner, foyer_worker to current_user with inherit true, set true`);
  // Enqueueing happens in functions of the owner, which must count as owner of the queue's tables too.
  await admin.query('grant foyer_worker to foyer_owner');
}

/** Who may enter this database and make schemas in it. Not copied with a template, so it is said for every database. */
export async function grantDatabase(admin: ClientBase, database: string): Promise<void> {
  const name = escapeIdentifier(database);
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect, temporary, create on database ${name} to foyer_owner`);
  await admin.query(`grant connect on database ${name} to foyer_app, foyer_auth, foyer_worker`);
}

async function isSuperuser(admin: ClientBase): Promise<boolean> {
  const { rows } = await admin.query<{ superuser: boolean }>(
    'select rolsuper as superuser from pg_roles where rolname = current_user',
  );
  return rows[0]?.superuser === true;
}

async function mustBeHarmless(admin: ClientBase): Promise<void> {
  const { rows } = await admin.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls)',
    [[...databaseRoles]],
  );
  if (rows.length > 0)
    throw new Error(
      `database role ${rows.map(row => row.rolname).join(', ')} is superuser or bypasses row-level security`,
    );
}

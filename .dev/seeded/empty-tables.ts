import type { Pool } from 'pg';

export async function tenantTables(root: Pool): Promise<readonly string[]> {
  const { rows } = await root.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'app' and c.column_name = 'org_id' and t.table_type = 'BASE TABLE'`,
  );
  return rows.map(({ name }) => name);
}

/** Deletes without the checks of foreign keys and the triggers, in one message. */
export async function emptyTables(root: Pool, deletes: readonly string[]): Promise<void> {
  await root.query(['begin', 'set local session_replication_role = replica', ...deletes, 'commit'].join('; '));
}

import type { Pool } from 'pg';

/** What the database holds of an organization, as one hash for each table. Read as superuser, past every policy. */
export async function digestOf(root: Pool, orgId: string): Promise<Readonly<Record<string, string>>> {
  const parts = (await tenantTableNames(root)).map(
    name =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as hash from app.${name} t where org_id = $1`,
  );
  // By a name of its own, so that a connection plans it once: a hunt asks after every route.
  const query = { name: 'digest of an organization', text: parts.join(' union all '), values: [orgId] };
  const { rows } = await root.query<{ name: string; hash: string }>(query);
  return Object.fromEntries(rows.map(row => [row.name, row.hash]));
}

/** Tables whose hash is another now. */
export function changedTables(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(before).filter(name => before[name] !== after[name]);
}

/** The same rows as text. */
export async function rowsOf(
  root: Pool,
  orgId: string,
): Promise<readonly { readonly name: string; readonly row: string }[]> {
  const parts = (await tenantTableNames(root)).map(
    name => `select '${name}' as name, t::text as row from app.${name} t where org_id = $1`,
  );
  const { rows } = await root.query<{ name: string; row: string }>(parts.join(' union all '), [orgId]);
  return rows;
}

const namesIn = new WeakMap<Pool, readonly string[]>();

/** Asked once of each database: while a hunt goes on no table is made. */
async function tenantTableNames(root: Pool): Promise<readonly string[]> {
  const known = namesIn.get(root);
  if (known !== undefined) return known;
  const { rows } = await root.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
     where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  const names = rows.map(({ name }) => name);
  namesIn.set(root, names);
  return names;
}

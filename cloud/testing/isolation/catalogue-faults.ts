import type { ClientBase, Pool } from 'pg';
import { definerFunctions, globalTables } from './allowed.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

const policyText = "(org_id = ( SELECT current_setting('app.org_id'::text) AS current_setting))";

/** Reads the catalogue of a migrated database and says in a sentence each what breaks the wall between organizations. */
export async function catalogueFaults(db: Queryable): Promise<string[]> {
  const faults: string[] = [];
  for (const check of checks) {
    const { rows } = await db.query<{ fault: string }>(check, check.includes('$1') ? [Object.keys(globalTables)] : []);
    faults.push(...rows.map(row => row.fault));
  }
  faults.push(...(await definerFaults(db)));
  return faults;
}

export async function tenantTables(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') and relname <> all($1) order by 1`,
    [Object.keys(globalTables)],
  );
  return rows.map(row => row.relname);
}

const tenant = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all($1)`;

const checks: readonly string[] = [
  `with t as (${tenant}) select relname || ' has no org_id that is never null' as fault from t where not exists (
     select from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id' and a.attnotnull)`,
  `with t as (${tenant}) select relname || ' does not force row-level security' as fault from t
     where not (relrowsecurity and relforcerowsecurity)`,
  `with t as (${tenant}) select relname || ' does not have exactly the one tenant policy' as fault from t where (
     select array_agg(p.polcmd::text || p.polpermissive || p.polroles::text
       || pg_get_expr(p.polqual, p.polrelid) || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))
     from pg_policy p where p.polrelid = t.oid)
     is distinct from array['*true{0}${policyText.replaceAll("'", "''")}${policyText.replaceAll("'", "''")}']`,
  `with t as (${tenant}) select relname || ': unique key ' || i.indexrelid::regclass || ' does not start with org_id' as fault
     from t join pg_index i on i.indrelid = t.oid and i.indisunique
     where (select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) is distinct from 'org_id'`,
  `with t as (${tenant}) select relname || ' has no primary key' as fault from t
     where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  `with t as (${tenant}) select relname || ': foreign key ' || k.conname || ' does not start with org_id on both sides' as fault
     from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
     where (select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) is distinct from 'org_id'
        or (select a.attname from pg_attribute a where a.attrelid = k.confrelid and a.attnum = k.confkey[1]) is distinct from 'org_id'`,
  `select c.relname || ': foreign key ' || k.conname || ' has no index' as fault
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where c.relnamespace = 'app'::regnamespace and k.contype = 'f' and not exists (
       select from pg_index i where i.indrelid = k.conrelid
         and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`,
  `select c.relname || '.' || a.attname || ' is an enum, whose equality no index under row-level security can use' as fault
     from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type y on y.oid = a.atttypid
     where c.relnamespace = 'app'::regnamespace and a.attnum > 0 and y.typtype = 'e'`,
  `select c.relname || ' is a view that reads with the rights of its owner' as fault from pg_class c
     where c.relnamespace = 'app'::regnamespace and c.relkind = 'v'
       and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
  `select c.relname || ' is a materialized view or a sequence, which no policy holds' as fault from pg_class c
     where c.relnamespace = 'app'::regnamespace and c.relkind in ('m', 'S', 'f')`,
  `select 'role ' || rolname || ' could go round row-level security' as fault from pg_roles
     where rolname in ('foyer_app', 'foyer_auth', 'foyer_worker', 'foyer_owner')
       and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)`,
  `select 'role foyer_app is a member of ' || m.roleid::regrole as fault from pg_auth_members m
     where m.member in ('foyer_app'::regrole, 'foyer_auth'::regrole)`,
  `select 'role foyer_app owns ' || d.objid as fault from pg_shdepend d
     where d.refobjid = 'foyer_app'::regrole and d.deptype = 'o'
       and d.dbid in (0, (select oid from pg_database where datname = current_database()))`,
  `select 'role foyer_app may ' || p.privilege || ' ' || c.relname as fault
     from pg_class c cross join (values ('TRUNCATE'), ('REFERENCES'), ('TRIGGER'), ('MAINTAIN')) p (privilege)
     where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege('foyer_app', c.oid, p.privilege)`,
  `select 'role foyer_app reaches the global table ' || c.relname || ' without a function' as fault from pg_class c
     where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1)
       and (has_any_column_privilege('foyer_app', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
         or has_table_privilege('foyer_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE'))`,
  `select 'role foyer_app may write to the audit log, which append_audit alone does' as fault
     where has_table_privilege('foyer_app', 'app.audit', 'INSERT, UPDATE, DELETE')`,
  `select 'role foyer_app may enter schema ' || n.nspname as fault from pg_namespace n
     where n.nspname in ('auth', 'graphile_worker', 'migrations') and has_schema_privilege('foyer_app', n.oid, 'USAGE, CREATE')`,
  `select 'role foyer_app may create in schema ' || n.nspname as fault from pg_namespace n
     where n.nspname in ('app', 'public') and has_schema_privilege('foyer_app', n.oid, 'CREATE')`,
  `select f.proname || ' can be called by everybody' as fault from pg_proc f
     where f.pronamespace = 'app'::regnamespace and f.prosecdef and has_function_privilege('public', f.oid, 'EXECUTE')`,
  `select f.proname || ' has no pinned search_path' as fault from pg_proc f
     where f.pronamespace = 'app'::regnamespace and f.prosecdef
       and not exists (select from unnest(f.proconfig) as setting where setting like 'search_path=pg_catalog%')`,
  `select 'the global list names ' || listed || ', which is not there' as fault from unnest($1::text[]) as listed
     where to_regclass('app.' || listed) is null`,
];

async function definerFaults(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ proname: string; owner: string }>(
    `select proname, proowner::regrole::text as owner from pg_proc where prosecdef and pronamespace = 'app'::regnamespace`,
  );
  const there = new Set(rows.map(row => row.proname));
  return [
    ...rows
      .filter(row => !(row.proname in definerFunctions))
      .map(row => `${row.proname} runs as its owner and is not on the list`),
    ...rows.filter(row => row.owner !== 'foyer_owner').map(row => `${row.proname} runs as ${row.owner}`),
    ...Object.keys(definerFunctions)
      .filter(name => !there.has(name))
      .map(name => `the list of definer functions names ${name}, which is not there`),
  ];
}

import type { ClientBase } from 'pg';

/**
 * The schema as it stands in the catalogue, as text to review: the same for the same migrations, on any machine.
 * Read it, do not run it: it leaves out what does not change between databases (owners, the job queue's own schema).
 */
export async function dumpSchema(client: ClientBase): Promise<string> {
  await client.query("set search_path = ''");
  const sections: string[] = [];
  for (const section of sectionQueries) {
    const { rows } = await client.query<{ text: string }>(section, [ourSchemas]);
    if (rows.length > 0) sections.push(rows.map(row => row.text).join('\n'));
  }
  await client.query('reset search_path');
  return `-- Dumped from a migrated database by \`npm run schema:dump\`. Not run by anything.\n\n${sections.join('\n\n')}\n`;
}

/** Every schema but Postgres's own, the queue's and the runner's. */
const ourSchemas = ['pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker', 'migrations'];

const inOurs = 'n.nspname <> all($1)';

const schemas = `
  select format('create schema %I;', n.nspname) as text
  from pg_namespace n where ${inOurs} and n.nspname not like 'pg\\_%' and n.nspname <> 'public' order by n.nspname`;

const types = `
  select format('create type %I.%I; -- %s', n.nspname, t.typname, t.typtype) as text
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where ${inOurs} and t.typtype in ('d', 'e', 'r', 'm')
  order by n.nspname, t.typname`;

const sequences = `
  select format('create sequence %I.%I as %s increment %s;', n.nspname, c.relname, format_type(s.seqtypid, null), s.seqincrement) as text
  from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
  where ${inOurs} order by n.nspname, c.relname`;

const tables = `
  with lines as (
    select c.oid, 1 as part, lpad(a.attnum::text, 5, '0') as place,
      format('  %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
      || case when a.attcollation <> t.typcollation then format(' collate %s', a.attcollation::regcollation) else '' end
      || case when a.attidentity <> '' then ' generated as identity' else '' end
      || case when d.adbin is null then '' when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
           else format(' default %s', pg_get_expr(d.adbin, d.adrelid)) end
      || case when a.attnotnull then ' not null' else '' end as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p')
    union all
    select k.conrelid, 2, position(k.contype::text in 'pucfx') || k.conname,
      format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid, true))
    from pg_constraint k where k.contype <> 'n' and k.conrelid <> 0 and k.conparentid = 0)
  select format(E'create table %I.%I (\\n%s\\n)%s;%s', n.nspname, c.relname,
      string_agg(l.line, E',\\n' order by l.part, l.place collate "C"),
      case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end
        || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), ''),
      case when c.relrowsecurity then E'\\nalter table ' || format('%I.%I', n.nspname, c.relname) || ' enable row level security;' else '' end
      || case when c.relforcerowsecurity then E'\\nalter table ' || format('%I.%I', n.nspname, c.relname) || ' force row level security;' else '' end)
    as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join lines l on l.oid = c.oid
  where ${inOurs} group by n.nspname, c.relname, c.relkind, c.oid, c.relpartbound, c.relrowsecurity, c.relforcerowsecurity
  order by n.nspname collate "C", c.relname collate "C"`;

const policies = `
  select format('create policy %I on %s as %s for %s to %s%s%s;', p.polname, p.polrelid::regclass,
    case when p.polpermissive then 'permissive' else 'restrictive' end,
    case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
    case when p.polroles = '{0}' then 'public' else (select string_agg(r::regrole::text, ', ' order by r::regrole::text) from unnest(p.polroles) r) end,
    coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ''),
    coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')) as text
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where ${inOurs} order by n.nspname collate "C", c.relname collate "C", p.polname collate "C"`;

const indexes = `
  select pg_get_indexdef(i.indexrelid) || ';' as text
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
  where ${inOurs} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by n.nspname collate "C", i.indrelid::regclass::text collate "C", c.relname collate "C"`;

const views = `
  select format(E'create %sview %I.%I as\\n%s', case c.relkind when 'm' then 'materialized ' else '' end, n.nspname, c.relname, pg_get_viewdef(c.oid)) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${inOurs} and c.relkind in ('v', 'm') order by n.nspname collate "C", c.relname collate "C"`;

const functions = `
  select btrim(pg_get_functiondef(p.oid), E'\\n') || ';' as text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${inOurs} and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
  order by n.nspname collate "C", p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;

const triggers = `
  select pg_get_triggerdef(t.oid, true) || ';' as text
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where ${inOurs} and not t.tgisinternal
  order by n.nspname collate "C", c.relname collate "C", t.tgname collate "C"`;

/** Who else may do what: the owner's own rights go without saying, "public" is spelled out. */
const grants = `
  with rights as (
    select 'schema ' || quote_ident(n.nspname) as what, n.nspacl as acl, n.nspowner as owner
    from pg_namespace n where ${inOurs} and n.nspname not like 'pg\\_%'
    union all
    select c.oid::regclass::text, c.relacl, c.relowner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${inOurs} and c.relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select format('%s (%s)', c.oid::regclass, a.attname), a.attacl, c.relowner
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where ${inOurs} and a.attacl is not null
    union all
    select 'function ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${inOurs} and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e'))
  select format('grant %s on %s to %s;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), what,
    case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) as text
  from rights, aclexplode(acl) a where a.grantee <> owner
  group by what, a.grantee
  order by what collate "C", (case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) collate "C"`;

const sectionQueries = [schemas, types, sequences, tables, indexes, views, policies, functions, triggers, grants];

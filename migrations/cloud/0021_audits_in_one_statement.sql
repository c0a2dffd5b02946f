-- Many entries of the log are hashed one after the other, as a chain has to be, and written in one statement.

create or replace function app.append_audits(p_entries json) returns bigint
language plpgsql security definer set search_path = pg_catalog, app as $$
declare
  v_org text := current_setting('app.org_id');
  v_first bigint;
  v_seq bigint;
  v_prev bytea;
  v_links bytea[] := '{}';
  v record;
begin
  if v_org is null or v_org = '' then raise exception 'append_audits needs an organization'; end if;
  insert into app.audit_heads (org_id, seq, hash) values (v_org, 0, sha256(convert_to(v_org, 'UTF8')))
    on conflict (org_id) do nothing;
  select h.seq, h.hash into strict v_first, v_prev from app.audit_heads h where h.org_id = v_org for update;
  v_seq := v_first;
  v_links := v_links || v_prev;
  for v in select * from json_to_recordset(p_entries) as r (
    at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, "requestId" text)
  loop
    v_seq := v_seq + 1;
    v_prev := app.audit_hash(v_prev, v_org, v_seq, v.at, v.actor, v.verb, v.target, v.before, v.after, v."requestId");
    v_links := v_links || v_prev;
  end loop;
  insert into app.audit (org_id, seq, at, actor, verb, target, before, after, request_id, prev_hash, hash)
  select v_org, v_first + e.nth, e.at, e.actor, e.verb, e.target, e.before, e.after, e.request_id, v_links[e.nth], v_links[e.nth + 1]
  from rows from (json_to_recordset(p_entries) as (
    at timestamptz, actor text, verb text, target text, before jsonb, after jsonb, "requestId" text))
    with ordinality as e (at, actor, verb, target, before, after, request_id, nth);
  update app.audit_heads set seq = v_seq, hash = v_prev where org_id = v_org;
  return v_seq;
end $$;

import type { OrgId } from '#shared/kernel/ids.ts';
import { orgByHost, orgBySlug } from '../../db/global.ts';
import type { Db } from '../../db/with-tenant.ts';

export type FoundStore = { readonly orgId: OrgId; readonly origin: string; readonly base: string };

/**
 * SH-1: whose shop this is. By a domain of its own, or the short name in front of ours (`lantern.tickets.example`), or the short name
 * in the path (`/o/lantern`). A domain of one organization shows no other. Null where there is none.
 */
export async function findStore(
  db: Db,
  asked: { readonly host: string; readonly slug: string | null; readonly publicUrl: string },
): Promise<FoundStore | null> {
  const ours = new URL(asked.publicUrl);
  const host = asked.host.toLowerCase();
  const name = host.replace(/:\d+$/, '');
  if (host.length > 260 || !/^[a-z0-9.:[\]-]*$/.test(host)) return null;
  const label = name.endsWith(`.${ours.hostname}`) ? name.slice(0, -ours.hostname.length - 1) : null;
  const byHost = label === null ? await byDomain(db, ours.hostname, name) : await bySlug(db, label);
  if (byHost !== null)
    return asked.slug === null ? { orgId: byHost, origin: `${ours.protocol}//${host}`, base: '' } : null;
  if (asked.slug === null || label !== null) return null;
  const byPath = await bySlug(db, asked.slug);
  return byPath === null ? null : { orgId: byPath, origin: ours.origin, base: `/o/${asked.slug}` };
}

async function byDomain(db: Db, ownName: string, name: string): Promise<OrgId | null> {
  return name === ownName || name === '' ? null : orgByHost(db, name);
}

async function bySlug(db: Db, slug: string): Promise<OrgId | null> {
  return /^[a-z0-9][a-z0-9-]{0,39}$/.test(slug) ? orgBySlug(db, slug) : null;
}

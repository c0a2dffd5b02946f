import { sql } from 'drizzle-orm';
import { addDomainSchema, type ShopAddresses } from '#shared/api/organizations.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { requirePermission } from '../require-permission.ts';
import { requireRoom } from '../require-room.ts';

/** Where the shop is found: below our address, and under the organization's own names. */
export async function listShopAddresses(ctx: Ctx, publicUrl: string): Promise<ShopAddresses> {
  requirePermission(ctx, 'organization:read');
  return withTenant(ctx.db, ctx.orgId, tx => loadAddresses(tx, publicUrl), { readOnly: true });
}

/** SH-1: a host name belongs to whoever names it first; ours and the names below it to nobody. */
export async function addDomain(ctx: Ctx, publicUrl: string, raw: unknown): Promise<ShopAddresses> {
  requirePermission(ctx, 'organization:edit');
  const { host } = addDomainSchema.parse(raw);
  const ours = new URL(publicUrl).hostname;
  if (host === ours || host.endsWith(`.${ours}`))
    throw refusal('bad-input', { field: 'host', sentence: 'this name is ours; use one of your own' });
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadAddresses(tx, publicUrl);
    if (before.domains.some(domain => domain.host === host)) return before;
    requireRoom(before.domains, limits.domainsPerOrgMax);
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`select app.register_domain(${host}, ${ctx.now}::timestamptz) as free`,
    );
    if (rows[0]?.free !== true) throw refusal('conflict');
    const after = await loadAddresses(tx, publicUrl);
    await audit(tx, ctx, { verb: 'organization.add-domain', target: host, before, after });
    return after;
  });
}

export async function dropDomain(ctx: Ctx, publicUrl: string, host: string): Promise<ShopAddresses> {
  requirePermission(ctx, 'organization:edit');
  return withTenant(ctx.db, ctx.orgId, async tx => {
    const before = await loadAddresses(tx, publicUrl);
    const { rows } = await tx.execute<{ gone: boolean }>(sql`select app.drop_domain(${host}) as gone`);
    if (rows[0]?.gone !== true) throw refusal('not-found');
    const after = await loadAddresses(tx, publicUrl);
    await audit(tx, ctx, { verb: 'organization.drop-domain', target: host, before, after });
    return after;
  });
}

async function loadAddresses(tx: Tx, publicUrl: string): Promise<ShopAddresses> {
  const { rows: names } = await tx.execute<{ slug: string }>(sql`select app.slug_of_org() as slug`);
  const { rows: hosts } = await tx.execute<{ host: string }>(sql`select host from app.domains_of_org() as host`);
  return {
    shopUrl: `${publicUrl.replace(/\/$/, '')}/o/${names[0]?.slug ?? ''}`,
    domains: hosts.map(({ host }) => ({ host })),
  };
}

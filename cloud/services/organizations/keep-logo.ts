import { and, asc, desc, eq, notInArray } from 'drizzle-orm';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { logos } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { readLogo } from './read-logo.ts';

/** SH-12: keeps a logo that was sent as it is, and answers where below the shop it is served. An https address stays what it is. */
export async function keepLogo(
  tx: Tx,
  { orgId, now }: Pick<Ctx, 'orgId' | 'now'>,
  logoUrl: string | null | undefined,
): Promise<string | null | undefined> {
  if (!logoUrl?.startsWith('data:')) {
    if (typeof logoUrl === 'string' && !URL.canParse(logoUrl))
      throw refusal('bad-input', { field: 'logoUrl', sentence: 'there is no such address' });
    return logoUrl;
  }
  const logo = readLogo(logoUrl);
  if (logo.kind === 'refused') throw refusal('bad-input', { field: 'logoUrl', sentence: logo.sentence });
  await tx
    .insert(logos)
    .values({ orgId, name: logo.name, bytes: logo.bytes, keptAt: now })
    .onConflictDoUpdate({ target: [logos.orgId, logos.name], set: { keptAt: now } });
  const latest = tx
    .select({ name: logos.name })
    .from(logos)
    .where(eq(logos.orgId, orgId))
    .orderBy(desc(logos.keptAt), asc(logos.name))
    .limit(limits.logosKeptMax);
  await tx.delete(logos).where(and(eq(logos.orgId, orgId), notInArray(logos.name, latest)));
  return `/logo/${logo.name}`;
}

import { sql } from 'drizzle-orm';
import { must } from '#shared/kernel/assert.ts';
import type { Tx } from '../../db/with-tenant.ts';

/** Where the shop of the transaction's organization is found: its own domain where it has one, else a path of ours. No slash at the end. */
export async function loadShopAddress(tx: Tx, publicUrl: string): Promise<string> {
  const { rows } = await tx.execute<{ host: string | null; slug: string | null }>(
    sql`select (select min(host) from app.domains_of_org() as host) as host, app.slug_of_org() as slug`,
  );
  const found = must(rows[0], 'the answer about an organization’s addresses');
  const { origin, protocol } = new URL(publicUrl);
  if (found.host !== null) return `${protocol}//${found.host}`;
  return `${origin}/o/${must(found.slug, 'the short name of an organization')}`;
}

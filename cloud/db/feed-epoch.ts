import { refusal } from '#shared/kernel/refusal.ts';
import type { Db } from './with-tenant.ts';

/** Names this database in every cursor. A restored or moved copy counts transactions anew and has another name. */
export async function feedEpoch(db: Db): Promise<string> {
  const { rows } = await db.query<{ epoch: string | null }>('select app.installation_epoch() as epoch');
  const epoch = rows[0]?.epoch;
  if (epoch === null || epoch === undefined) throw refusal('busy', { sentence: 'The cloud is not set up yet.' });
  return epoch;
}

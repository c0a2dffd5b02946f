import { postingsOf } from '#shared/ledger/postings.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { ProviderBalanceLine } from '../payment-provider.ts';
import { postMovement } from './post-movement.ts';
import { feesOf, recordBalanceLine } from './record-balance-line.ts';

/** LE-6: a line by which the provider paid out to the organization's bank, or took back what did not arrive there. */
export async function bookPayout(ctx: Ctx, account: string, line: ProviderBalanceLine): Promise<void> {
  const { currency } = line;
  const movement = { kind: 'payout', lineId: line.id, minor: -line.amountMinor, ...feesOf(line) } as const;
  await withTenant(ctx.db, ctx.orgId, async tx => {
    await postMovement(tx, ctx, movement, { currency });
    await recordBalanceLine(tx, ctx, line, { account, cause: postingsOf(movement, currency).cause, currency });
  });
}

import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import { foldCode } from '#shared/pricing/read-codes.ts';
import type { Ctx } from '../ctx.ts';
import { guardGuessing } from '../promos/guard-guessing.ts';
import { type ShopEvent, type ShopTier, tiersFor } from './shop-event.ts';

/** SH-4, PR-10: what somebody sees who typed this code, and whether it is one. Trying codes that nobody knows is slowed down. */
export async function seenTiers(
  ctx: Ctx,
  { tiers, codes }: Pick<ShopEvent, 'tiers' | 'codes'>,
  code: string,
): Promise<{ readonly tiers: readonly ShopTier[]; readonly known: boolean }> {
  const seen = tiersFor(tiers, code);
  if (code === '') return { tiers: seen, known: true };
  try {
    return await guardGuessing(ctx, [code], async () => {
      if (!codes.includes(foldCode(code))) throw refusal('promo-not-valid', { code, why: 'unknown' });
      return { tiers: seen, known: true };
    });
  } catch (error) {
    if (isRefusal(error) && error.code === 'promo-not-valid') return { tiers: seen, known: false };
    throw error;
  }
}

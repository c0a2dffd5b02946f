import { msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isRefusal, refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { type Burst, burstBlockedUntil, countBurst } from '../../db/bursts.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/**
 * PR-10: whoever tries codes that nobody knows is soon made to wait, by address and organization, and the organizer finds it in
 * the log. Somebody who mistyped a code is not.
 */
export async function guardGuessing<Answer>(
  ctx: Ctx,
  codes: readonly string[],
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (codes.length === 0 || ctx.address === undefined || ctx.actor.kind !== 'buyer') return work();
  const burst: Burst = {
    topic: 'promo',
    orgId: ctx.orgId,
    who: ctx.address,
    freeTimes: limits.promoGuessesBeforeBlock,
    windowMs: limits.promoGuessWindowMs,
    blockMs: limits.promoGuessBlockMs,
  };
  const until = await burstBlockedUntil(ctx.db, burst, ctx.now);
  if (until !== null) throw refusal('too-many-requests', { retryAfterMs: msBetween(until, ctx.now), why: 'codes' });
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error) && error.code === 'promo-not-valid' && error.facts.why === 'unknown') {
      const { count, alarm } = await countBurst(ctx.db, burst, ctx.now);
      if (alarm)
        await withTenant(ctx.db, ctx.orgId, tx =>
          audit(tx, ctx, { verb: 'promo.guessing', target: ctx.orgId, before: null, after: { wrongCodes: count } }),
        );
    }
    throw error;
  }
}

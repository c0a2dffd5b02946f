import type { EventView } from '#shared/api/events.ts';
import type { QuestionView } from '#shared/api/questions.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { type Pool, poolLeft } from '#shared/inventory/pool.ts';
import type { EventId, OrgId, TierId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { foldCode } from '#shared/pricing/read-codes.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import { knownSaleFacts } from '../orders/known-sale-facts.ts';
import { loadPools } from '../pools/load-pools.ts';
import { loadPromoCodes } from '../promos/load-promo-codes.ts';
import { loadQuestions } from '../questions/load-questions.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { loadWaited } from '../waiting-list/load-waited.ts';

/** A tier and how many places are left for it now. */
export type ShopTier = TierView & {
  readonly left: number;
  /** PR-9: promo codes that open it. */
  readonly openedBy: readonly string[];
};

/** An event as its shop knows it, with the tiers that only a code opens: whoever shows it chooses by `tiersFor`. */
export type ShopEvent = {
  readonly event: EventView;
  readonly tiers: readonly ShopTier[];
  readonly questions: readonly QuestionView[];
  /** Every code that is good for something here, in one spelling. */
  readonly codes: readonly string[];
};

/** SH-3: an event that was published, whatever became of it. A draft is not there for anybody. */
export async function loadShopEvent(ctx: Ctx, eventId: EventId): Promise<ShopEvent> {
  return withTenant(ctx.db, ctx.orgId, tx => readShopEvent(tx, ctx.orgId, eventId), { readOnly: true });
}

/**
 * The same from what this process knows of the sale, without a look at the database, for a cart without a code: how much is left
 * and which codes there are is not known then.
 */
export async function knownShopEvent(ctx: Ctx, eventId: EventId): Promise<ShopEvent> {
  const { event, tiers, questions } = await knownSaleFacts(ctx, eventId);
  if (event.state === 'draft') return loadShopEvent(ctx, eventId);
  const shown = tiers.map(tier => ({ ...tier, left: limits.ticketsPerOrderMax, openedBy: [] }));
  return { event, tiers: shown, questions, codes: [] };
}

export async function readShopEvent(tx: Tx, orgId: OrgId, eventId: EventId): Promise<ShopEvent> {
  const event = await loadEvent(tx, orgId, eventId);
  if (event.state === 'draft') throw refusal('not-found');
  const pools = await loadPools(tx, orgId, eventId);
  const tiers = await loadTiers(tx, orgId, eventId);
  const questions = await loadQuestions(tx, orgId, eventId);
  const waited = await loadWaited(tx, orgId, eventId);
  const promos = (await loadPromoCodes(tx, orgId, eventId)).filter(({ archived }) => !archived);
  const unlocks = promos.filter(({ kind }) => kind === 'unlock');
  const openedBy = (tierId: TierId) =>
    unlocks.filter(({ tierIds }) => tierIds?.includes(tierId) ?? true).map(({ code }) => code);
  return {
    event,
    tiers: tiers
      .filter(tier => !tier.archived)
      .map(tier => ({
        ...tier,
        left: publicLeft(leftFor(tier, pools), waited.get(tier.tierId)),
        openedBy: openedBy(tier.tierId),
      })),
    questions: questions.filter(question => !question.archived),
    codes: [
      ...promos.map(({ code }) => code),
      ...tiers.flatMap(({ visibility, accessCode }) =>
        visibility === 'code' && accessCode ? [foldCode(accessCode)] : [],
      ),
    ],
  };
}

/** WL-3: what is enough for the first who waits is not for everybody. */
function publicLeft(left: number, first: number | undefined): number {
  return first !== undefined && left >= first ? 0 : left;
}

/** IN-1: what is left for a tier is what is left in the fullest of its pools. */
export function leftFor(tier: Pick<TierView, 'poolIds'>, pools: readonly Pool[]): number {
  const own = pools.filter(pool => tier.poolIds.includes(pool.poolId));
  return Math.max(0, Math.min(...own.map(poolLeft)));
}

/** SH-4: the tiers somebody may see and buy: the public ones, and those that their code opens. Hidden ones are sold elsewhere. */
export function tiersFor(tiers: readonly ShopTier[], code: string): readonly ShopTier[] {
  return tiers.filter(tier => tier.visibility === 'public' || opens(tier, code));
}

export function opens(tier: Pick<ShopTier, 'visibility' | 'accessCode' | 'openedBy'>, code: string): boolean {
  const typed = foldCode(code);
  if (typed === '' || tier.visibility === 'public') return false;
  return (tier.visibility === 'code' && foldCode(tier.accessCode ?? '') === typed) || tier.openedBy.includes(typed);
}

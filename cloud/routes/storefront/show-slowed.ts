import type { Refusal } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import type { AppContext } from '../../http/app.ts';
import { sayRetryAfter } from '../../http/error-answer.ts';
import { refusalStatus } from '../../http/refusal-status.ts';
import { sendPage } from '../../http/send-page.ts';
import type { ShopRequest } from '../../http/shop-frames.ts';
import type { Ctx } from '../../services/ctx.ts';
import type { ShopEvent } from '../../services/shop/shop-event.ts';
import type { Cart } from '../../storefront/cart.ts';
import { eventPage } from '../../storefront/event-page.tsx';
import type { Shop } from '../../storefront/shop.ts';
import type { WrongChoice } from '../../storefront/tier-choice.tsx';
import { eventPageFacts } from './event-page-facts.ts';

/** PR-10: codes were tried too often, so this one opens nothing, right or wrong. All else can be bought as ever. */
export function showSlowed(
  c: AppContext,
  request: ShopRequest,
  asked: { readonly shop: Shop; readonly facts: ShopEvent; readonly cart: Cart; readonly refused: Refusal },
): Response {
  const { shop, facts, cart, refused } = asked;
  const problem = wrongCode(shop, request.ctx, refused);
  const shown = eventPageFacts(request, facts, { ...cart, code: '' }, problem);
  sayRetryAfter(c, refused);
  return sendPage(c, eventPage(shop, { ...shown, cart }), refusalStatus[refused.code]);
}

export function isSlowed({ code, facts }: Refusal): boolean {
  return code === 'too-many-requests' && facts.why === 'codes';
}

/** What is wrong with a code, told beside it. */
export function wrongCode({ language, zone }: Shop, { now }: Ctx, { code, facts }: Refusal): WrongChoice {
  return { about: 'code', sentence: refusalSentence(code, facts, { language, zone, now }) };
}

import type { OrderPageView } from '#shared/api/order-page.ts';
import { eventStage } from '#shared/catalog/on-sale.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { type OrderSay, orderSayIn } from '#shared/wording/orders/say-in.ts';
import type { Shop } from '../shop.ts';
import { storePath } from '../store-place.ts';

/** What went wrong with a form, and what had been typed into it. */
export type OrderMistake = {
  readonly form: 'rename' | 'pass-on' | 'give-back' | 'resend';
  readonly ticketId: TicketId | null;
  /** The field that is wrong, where it is one. */
  readonly field: string | null;
  readonly sentence: string;
  readonly typed: Readonly<Record<string, string>>;
};

/** What the parts of an order's page are made from. */
export type OrderShop = {
  readonly shop: Shop;
  readonly say: OrderSay;
  readonly view: OrderPageView;
  /** The address of this page, and what is below it. */
  readonly here: (path?: string) => string;
  /** Minted with the page, so that pressing a button twice does a thing once. */
  readonly mintTicketId: () => TicketId;
  readonly mistake: OrderMistake | null;
  readonly now: Instant;
  /** `off`: it does not take place; `over`: it has. */
  readonly evening: 'ahead' | 'over' | 'off';
};

export function orderShop(
  shop: Shop,
  view: OrderPageView,
  page: Pick<OrderShop, 'mintTicketId' | 'mistake' | 'now'> & { readonly token: string },
): OrderShop {
  const { token, ...rest } = page;
  const here = (path = '') => storePath(shop.place, `/orders/${token}${path}`);
  const stage = eventStage(view.event, page.now);
  const evening = stage === 'cancelled' ? 'off' : stage === 'over' ? 'over' : 'ahead';
  return { shop, say: orderSayIn(shop.language), view, here, evening, ...rest };
}

import type { App, AppDeps } from '../../http/app.ts';
import { createShopKit, type ShopKit } from '../../http/shop-kit.ts';
import { registerCheckout } from './checkout.ts';
import { registerShopEvents } from './events.ts';
import { registerOrderPage } from './order-page.ts';
import { registerOrderPageForms } from './order-page-forms.ts';
import { registerPay } from './pay.ts';
import { registerQueue } from './queue.ts';
import { registerShopTexts } from './texts.ts';
import { registerWaitingListPages } from './waiting-list.ts';

/** Every page of the organizations' shops, and the one for what goes wrong anywhere in them. */
export function registerStorefront(app: App, deps: AppDeps): Pick<ShopKit, 'problem'> {
  const kit = createShopKit(app, deps);
  registerShopEvents(app, deps, kit);
  registerQueue(app, deps, kit);
  registerWaitingListPages(app, deps, kit);
  registerCheckout(app, deps, kit);
  registerPay(app, deps, kit);
  registerShopTexts(app, kit);
  registerOrderPage(app, deps, kit);
  registerOrderPageForms(app, deps, kit);
  kit.otherwise(app);
  return kit;
}

import { readFileSync } from 'node:fs';
import type { BrowserContext, Route } from '@playwright/test';

const standIn = readFileSync(
  new URL('../../../fixtures/simulators/stripe/browser/stripe-stand-in.js', import.meta.url),
  'utf8',
);

/** The vendor's own script opens frames of its own origin, so this one does as well: the page's policy has to let it. */
const script = `window.foyerPaymentSimulator = 'https://api.stripe.com';
${standIn}
(() => {
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: 'https://js.stripe.com/v3/controller.html', title: 'Secure payment', tabIndex: -1 });
  frame.style.cssText = 'position:absolute;width:1px;height:1px;border:0';
  document.body.append(frame);
})();`;

/**
 * The shop's pages load the payment provider's script from its real address and obey the policy they are sent with; what answers
 * there, below every name of the provider's, is the stand-in and the simulator.
 */
export async function interceptStripe(context: BrowserContext, simulatorUrl: string): Promise<void> {
  await context.route(/^https:\/\/[a-z]+\.stripe\.com\//, route => answer(route, simulatorUrl));
}

async function answer(route: Route, simulatorUrl: string): Promise<void> {
  const asked = new URL(route.request().url());
  if (asked.hostname === 'js.stripe.com') {
    const isScript = asked.pathname.endsWith('.js');
    await route.fulfill({
      contentType: isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
      body: isScript ? script : '<!doctype html><html lang="en"><title>Secure payment</title></html>',
    });
    return;
  }
  const response = await route.fetch({ url: `${simulatorUrl}${asked.pathname}${asked.search}`, maxRedirects: 0 });
  await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
}

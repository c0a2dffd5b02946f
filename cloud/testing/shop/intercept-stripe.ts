import { readFileSync } from 'node:fs';
import type { BrowserContext, Route } from '@playwright/test';
import type { RunningSimulator } from '#fixtures/simulators/stripe/testing.ts';

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
 * there, below every name of the provider's, is the stand-in and the simulator, without a network in between.
 */
export async function interceptStripe(context: BrowserContext, simulator: RunningSimulator): Promise<void> {
  await context.route(/^https:\/\/[a-z]+\.stripe\.com\//, route => answer(route, simulator));
}

async function answer(route: Route, simulator: RunningSimulator): Promise<void> {
  const request = route.request();
  const asked = new URL(request.url());
  if (asked.hostname === 'js.stripe.com') {
    const isScript = asked.pathname.endsWith('.js');
    await route.fulfill({
      contentType: isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
      body: isScript ? script : '<!doctype html><html lang="en"><title>Secure payment</title></html>',
    });
    return;
  }
  const body = request.postDataBuffer();
  const response = await simulator.fetch(
    new Request(`${simulator.url}${asked.pathname}${asked.search}`, {
      method: request.method(),
      headers: request.headers(),
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    }),
  );
  await route.fulfill({
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), 'access-control-allow-origin': '*' },
    body: Buffer.from(await response.arrayBuffer()),
  });
}

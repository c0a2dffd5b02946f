import { createRoute, z } from '@hono/zod-openapi';
import { answers } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { seldom } from '../../http/seldom.ts';
import { receiveWebhook } from '../../services/payments/receive-webhook.ts';

const hook = (endpoint: 'snapshot' | 'thin') =>
  createRoute({
    method: 'post',
    path: `/webhooks/stripe/${endpoint}` as const,
    tags: ['Webhooks'],
    summary: `What the payment provider tells by ${endpoint} events`,
    description:
      'The raw body is verified against the signature, kept and enqueued; nothing else happens before the answer.',
    request: { headers: z.object({ 'stripe-signature': z.string().max(2_000).optional() }) },
    ...answers(200, z.object({ received: z.literal(true) })),
  });

export function registerStripeWebhooks(app: App, deps: AppDeps): void {
  const { payments } = deps;
  if (payments === undefined) return;
  const log = seldom('webhook-not-believed', deps);
  for (const endpoint of ['snapshot', 'thin'] as const)
    app.openapi(hook(endpoint), async c => {
      const body = await c.req.text();
      const signature = c.req.header('stripe-signature');
      await receiveWebhook(
        { db: deps.db, payments, log, now: c.get('now') },
        { endpoint, body, signature, headers: c.req.raw.headers },
      );
      return c.json({ received: true } as const, 200);
    });
}

import { createRoute, z } from '@hono/zod-openapi';
import { answers } from '../../http/answers.ts';
import type { App, AppDeps } from '../../http/app.ts';
import { callCtx } from '../../http/person.ts';
import { recordMailNews } from '../../services/mail/record-mail-news.ts';

const hook = createRoute({
  method: 'post',
  path: '/webhooks/postmark',
  tags: ['Webhooks'],
  summary: 'What the mail provider tells of deliveries and bounces',
  description: 'Signed by nobody; the caller presents the name and password that were agreed.',
  request: { headers: z.object({ authorization: z.string().max(500).optional() }) },
  ...answers(200, z.object({ received: z.literal(true) })),
});

export function registerPostmarkWebhook(app: App, deps: AppDeps): void {
  const { mailHook } = deps;
  if (mailHook === undefined) return;
  app.openapi(hook, async c => {
    const call = { authorization: c.req.header('authorization'), body: await c.req.text() };
    await recordMailNews(callCtx(deps, c), mailHook, call);
    return c.json({ received: true } as const, 200);
  });
}

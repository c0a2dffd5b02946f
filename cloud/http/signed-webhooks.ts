import { createMiddleware } from 'hono/factory';
import { refusal } from '#shared/kernel/refusal.ts';
import type { AppEnv } from './app.ts';

/** What a webhook has to bring, by where it comes to. */
const proofs: readonly { readonly path: string; readonly header: string; readonly shape: RegExp }[] = [
  { path: '/webhooks/stripe/', header: 'stripe-signature', shape: /^(?=.*\bt=\d+)(?=.*\bv1=[0-9a-f]{64}).{1,2000}$/ },
  { path: '/webhooks/postmark', header: 'authorization', shape: /^Basic \S{1,500}$/i },
];

/**
 * PY-14: what is not even signed is refused by its headers alone: no body is read, no database asked, no line logged. So a flood of
 * it costs little, and webhooks need no bound on how many come.
 */
export const signedWebhooks = createMiddleware<AppEnv>(async (c, next) => {
  const proof = proofs.find(({ path }) => c.req.path.startsWith(path));
  if (proof !== undefined && c.req.method === 'POST' && !proof.shape.test(c.req.header(proof.header) ?? ''))
    throw proof.header === 'authorization'
      ? refusal('unauthenticated')
      : refusal('bad-input', { field: proof.header, sentence: 'this was not signed by the payment provider' });
  await next();
});

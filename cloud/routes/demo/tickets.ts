import type { App, AppDeps } from '../../http/app.ts';

/** The page of demo tickets to scan. There only where the demo was seeded; nothing on it comes from the database. */
export function registerDemo(app: App, deps: AppDeps): void {
  const { demoPages } = deps;
  if (demoPages === undefined) return;
  app.get('/demo/tickets', c =>
    c.html(demoPages.tickets, 200, {
      'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    }),
  );
  app.get('/demo/tickets.css', c => c.body(demoPages.style, 200, { 'content-type': 'text/css; charset=utf-8' }));
}

import type { App, AppDeps } from '../../http/app.ts';
import { frontPage, frontPagePolicy } from '../../storefront/front-page.ts';

/** The root of our own address. Of any other address it is a shop's. */
export function registerFrontPage(app: App, deps: Pick<AppDeps, 'publicUrl'>): void {
  const { hostname } = new URL(deps.publicUrl);
  app.get('/', (c, next) => {
    const asked = (c.req.header('host') ?? hostname).toLowerCase().replace(/:\d+$/, '');
    if (asked !== hostname) return next();
    c.header('content-security-policy', frontPagePolicy);
    return c.html(frontPage);
  });
}

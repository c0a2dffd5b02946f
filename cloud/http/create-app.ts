import { OpenAPIHono } from '@hono/zod-openapi';
import { speakPlainly } from '#shared/kernel/plain-issue.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { loadTsx } from '../storefront/load-tsx.ts';
import type { App, AppContext, AppDeps, AppEnv } from './app.ts';
import { errorAnswer } from './error-answer.ts';
import { fairTurns } from './fair-turns.ts';
import { boundedBody, requestStamp, sameOriginForCookies, securityHeaders } from './guard.ts';
import { organization } from './organization.ts';
import { platformAdminsOnly } from './person.ts';
import { rateLimit } from './rate-limit.ts';
import { registerReference } from './reference.ts';
import { refusalOfIssues } from './refusal-of.ts';
import { signedWebhooks } from './signed-webhooks.ts';
import { stationTime } from './station.ts';
import { uncounted } from './uncounted.ts';
import { wantsPage } from './wants-page.ts';

// Pages are JSX, which Node has to be taught before it reads the first of them.
loadTsx();
speakPlainly();
const { registerRoutes } = await import('../routes/register-routes.ts');

/** The whole cloud as a function from request to answer. Listens to nothing and reads no environment. */
export function createApp(deps: AppDeps): App {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: result => {
      if (!result.success) throw refusalOfIssues(result.error.issues);
    },
  });
  app.use(requestStamp(deps), securityHeaders(deps), rateLimit(deps, uncounted(app)), signedWebhooks);
  app.use(fairTurns(deps), boundedBody, sameOriginForCookies(deps));
  app.use('/api/orgs/:orgId/*', organization(deps));
  app.use('/api/station/*', stationTime(deps));
  app.use('/api/platform/*', platformAdminsOnly(deps));
  const pages = registerRoutes(app, deps);
  registerReference(app);
  const answer = (c: AppContext, error: unknown) =>
    wantsPage(c) ? pages.problem(c, error) : errorAnswer(deps, c, error);
  app.onError((error, c) => answer(c, error));
  app.notFound(c => answer(c, refusal('not-found')));
  return app;
}

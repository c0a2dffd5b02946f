import type { App, AppContext, AppDeps } from '../../http/app.ts';
import { type Told, textOf, told } from '../../http/page-sign-in.ts';
import { personCtx, personOf } from '../../http/person.ts';
import { listForeignEvents } from '../../services/platform/list-foreign-events.ts';
import { replayForeignEvents } from '../../services/platform/replay-foreign-events.ts';
import { foreignEventsPage, foreignEventsPath as path } from '../../storefront/foreign-events-page.ts';
import { plainPagePolicy } from '../../storefront/plain-page.ts';
import { providerEventsPath } from '../../storefront/provider-events-page.ts';

const rowsShown = 50;

/** PY-13, for platform admins; to everybody else there is no such page. One signs in at the console of webhooks. */
export function registerForeignEventsPage(app: App, deps: AppDeps): void {
  app.get(path, async c => {
    if ((await personOf(deps, c)) === null) return c.redirect(providerEventsPath, 303);
    const done = c.req.query('replayed');
    return show(deps, c, done === undefined ? null : `Worked through: ${Number(done)}.`, null);
  });
  app.post(`${path}/replay`, async c => {
    const person = await personCtx(deps, c);
    const eventId = textOf((await c.req.parseBody()).event);
    try {
      const { replayed } = await replayForeignEvents(person, eventId === '' ? {} : { eventId });
      return c.redirect(`${path}?${new URLSearchParams({ replayed: String(replayed) })}`, 303);
    } catch (error) {
      return show(deps, c, null, told(deps, c, error));
    }
  });
}

async function show(deps: AppDeps, c: AppContext, done: string | null, wrong: Told | null): Promise<Response> {
  const asked = { limit: rowsShown, cursor: c.req.query('cursor') };
  const { items, nextCursor } = await listForeignEvents(await personCtx(deps, c), asked);
  const page = foreignEventsPage({ rows: items, nextCursor, done, problem: wrong?.sentence ?? null });
  return c.html(page, wrong?.status ?? 200, {
    'content-security-policy': plainPagePolicy,
    // A form's origin is told only where a referrer may be.
    'referrer-policy': 'same-origin',
  });
}

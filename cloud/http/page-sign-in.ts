import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { signIn } from '../services/sessions/sign-in.ts';
import { signOut } from '../services/sessions/sign-out.ts';
import type { AppContext, AppDeps } from './app.ts';
import { noteRefusal } from './note-refusal.ts';
import { callCtx, callerOf } from './person.ts';
import { refusalSentence } from './refusal-sentence.ts';
import { refusalStatus } from './refusal-status.ts';

export type Told = { readonly sentence: string; readonly status: ContentfulStatusCode };

/** What went wrong, for the person at a form; what nobody expected goes on to where faults are logged. */
export function told(deps: AppDeps, c: AppContext, error: unknown): Told {
  const refused = noteRefusal(deps, c, error);
  if (refused === null) throw error;
  return { sentence: refusalSentence(refused.code, refused.facts), status: refusalStatus[refused.code] };
}

/** Signs in from a form: back to the page with a session cookie, or what to say and the address that was typed. */
export async function pageSignIn(
  deps: AppDeps,
  c: AppContext,
  back: string,
): Promise<Response | { readonly email: string; readonly wrong: Told }> {
  const form = await c.req.parseBody();
  const [email, password] = [textOf(form.email), textOf(form.password)];
  try {
    const from = { address: callerOf(deps, c), headers: c.req.raw.headers };
    const opened = await signIn(deps, callCtx(deps, c), { email, password, keep: 'cookie' }, from);
    for (const line of opened.cookies) c.header('set-cookie', line, { append: true });
    return c.redirect(back, 303);
  } catch (error) {
    return { email, wrong: told(deps, c, error) };
  }
}

/** Ends the session and goes back to where one signs in. */
export async function pageSignOut(deps: AppDeps, c: AppContext, back: string): Promise<Response> {
  for (const line of await signOut(deps, callCtx(deps, c), c.req.raw.headers))
    c.header('set-cookie', line, { append: true });
  return c.redirect(back, 303);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

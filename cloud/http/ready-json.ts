import type { TypedResponse } from 'hono';

/** An answer whose JSON text the database has already written; `Body` is what that text says. */
export function readyJson<Body>(text: string): Response & TypedResponse<Body, 200, 'json'> {
  // The types of Hono follow what `c.json` is given; here nothing is turned into text any more.
  return new Response(text, { headers: { 'content-type': 'application/json' } }) as Response &
    TypedResponse<Body, 200, 'json'>;
}

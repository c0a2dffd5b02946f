import { limits } from '#shared/kernel/limits.ts';
import type { AppContext } from './app.ts';

/**
 * Text by name, as much of it as a form of ours can have. What our pages send is read as one text, without the streams and
 * files that other encodings need.
 */
export async function readForm(c: AppContext): Promise<ReadonlyMap<string, string>> {
  const plain = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  const body = plain ? new URLSearchParams(await c.req.text()) : Object.entries(await c.req.parseBody());
  const fields = new Map<string, string>();
  for (const [name, value] of body) {
    if (fields.size >= limits.formFieldsMax) break;
    if (typeof value === 'string' && name.length <= 100) fields.set(name, value.slice(0, limits.formFieldCharsMax));
  }
  return fields;
}

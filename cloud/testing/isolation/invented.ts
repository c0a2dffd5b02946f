import { createHash } from 'node:crypto';
import { idFromBytes, idPrefixes } from '#shared/kernel/ids.ts';
import { idPattern, type Parts, type Scene } from './own-use.ts';

/** The same parts with every id of A replaced by one that was never given out. */
export function invented(a: Scene, parts: Parts, except?: string): Parts {
  const text = JSON.stringify(parts).replaceAll(idPattern, id => (id === except || !isOf(a, id) ? id : twinOf(id)));
  const query = Object.fromEntries(
    Object.entries(parts.query).map(([name, value]) => [name, name === 'cursor' ? twinCursor(value) : value]),
  );
  const swapped = JSON.parse(text) as Parts;
  return {
    ...swapped,
    ...(parts.sign === undefined ? {} : { sign: parts.sign }),
    query: { ...swapped.query, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) },
    body: parts.body === undefined ? undefined : swapped.body,
  };
}

/** Any value with every id of A in it replaced. */
export function inventedIn<T>(a: Scene, value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll(idPattern, id => (isOf(a, id) ? twinOf(id) : id)));
}

function twinCursor(cursor: string): string {
  const inside = Buffer.from(cursor, 'base64url').toString('utf8');
  return Buffer.from(inside.replaceAll(idPattern, twinOf)).toString('base64url');
}

export function isOf(scene: Scene, id: string): boolean {
  return scene.ids.get(id.slice(0, id.indexOf('_')))?.includes(id) === true;
}

function twinOf(id: string): string {
  const bytes = createHash('sha256').update(`twin ${id}`).digest().subarray(0, 16);
  return `${id.slice(0, id.indexOf('_'))}${idFromBytes('RequestId', bytes).slice(idPrefixes.RequestId.length)}`;
}

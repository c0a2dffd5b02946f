import type { Pool } from 'pg';

/**
 * Takes the service's own `org_id = …` conditions out of every statement of a pool, so that row-level security stands alone.
 * Conditions that join two tables stay: they compare columns, not the caller's organization.
 */
export function stripFilters(pool: Pool): { stripped: number } {
  const count = { stripped: 0 };
  const strip = (text: string) =>
    text.replaceAll(/(?:"?\w+"?\.){0,2}"?\borg_id\b"?\s*=\s*(\$\d+)/g, (_whole, parameter: string) => {
      count.stripped += 1;
      return `(${parameter}::text is not null)`;
    });
  pool.on('connect', client => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const stripping = (first: unknown, ...more: unknown[]) => {
      if (typeof first === 'string') return query(strip(first), ...more);
      if (typeof first === 'object' && first !== null && 'text' in first && typeof first.text === 'string')
        return query({ ...first, text: strip(first.text) }, ...more);
      return query(first, ...more);
    };
    Object.assign(client, { query: stripping });
  });
  return count;
}

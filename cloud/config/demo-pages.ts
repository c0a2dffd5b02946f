import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The pages that seeding the demo left in a folder, or nothing where it was not seeded. */
export function demoPages(
  folder: string | undefined,
): { readonly tickets: string; readonly style: string } | undefined {
  if (folder === undefined || !existsSync(path.join(folder, 'tickets.html'))) return undefined;
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return { tickets: read('tickets.html'), style: read('tickets.css') };
}

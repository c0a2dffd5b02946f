import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Database } from './database.ts';
import type { Ports } from './processes.ts';

export type SignIn = { readonly who: string; readonly email: string; readonly password: string };

export type SeedOptions = {
  readonly root: string;
  readonly dataDir: string;
  readonly database: Database;
  readonly ports: Ports;
};

/** Fills an empty database with the demo; answers who can sign in to it. A database that has it already is left as it is. */
export async function seedDemoOnce({ root, database }: SeedOptions): Promise<readonly SignIn[]> {
  const file = path.join(root, 'fixtures/demo/seed.ts');
  if (!existsSync(file)) return [];
  const { seedDemo } = await import(file);
  return seedDemo({ database });
}

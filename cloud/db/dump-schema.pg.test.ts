import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { dumpSchema } from './dump-schema.ts';

const database = await testDatabase();

test('schema.sql is what the migrations make (npm run schema:dump)', async () => {
  const file = path.resolve(import.meta.dirname, '../../migrations/cloud/schema.sql');
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const client = await database.pool('postgres').connect();
  try {
    expect((await dumpSchema(client)).split('\n')).toEqual(written.split('\n'));
  } finally {
    client.release();
  }
});

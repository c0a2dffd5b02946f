import { expect, test } from 'vitest';
import { createTestDatabase } from '../database.ts';
import { hunt } from './hunt.ts';

const database = (copyOf?: string) => createTestDatabase(copyOf === undefined ? {} : { copyOf });

test('no route tells one organization anything of another, or that it is there', { timeout: 300_000 }, async () => {
  const report = await hunt({ database, thorough: false });
  expect(report.unexercised).toEqual([]);
  expect(report.leaks).toEqual([]);
  expect(report.calls).toBeGreaterThan(100);
});

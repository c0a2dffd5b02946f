import { afterEach, expect, test, vi } from 'vitest';
import { inTime } from './in-time.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('[SH-11] nobody’s page waits longer than that; what fails in time fails, and later nobody minds', async () => {
  vi.useFakeTimers();
  const bound = { msMax: 4_000, otherwise: 'unknown' };
  expect(await inTime(Promise.resolve('moved'), bound)).toBe('moved');
  await expect(inTime(Promise.reject(new Error('a fault')), bound)).rejects.toThrow('a fault');
  expect(vi.getTimerCount()).toBe(0);
  const late = Promise.withResolvers<string>();
  const page = inTime(late.promise, bound);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await page).toBe('unknown');
  late.reject(new Error('too late to matter'));
});

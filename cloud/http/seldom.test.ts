import { expect, test } from 'vitest';
import { addMs, parseInstant } from '#shared/kernel/instant.ts';
import type { LogEntry } from '../services/ports.ts';
import { seldom } from './seldom.ts';

test('[PY-14] one event is told at once, then once a minute with how many were not; others are told as they come', () => {
  const told: LogEntry[] = [];
  let now = parseInstant('2026-11-22T12:00:00Z');
  const log = seldom('flood', { log: entry => told.push(entry), now: () => now });
  for (let times = 0; times < 1_000; times += 1) log({ level: 'warn', event: 'flood' });
  log({ level: 'info', event: 'other' });
  log({ level: 'info', event: 'other' });
  now = addMs(now, 60_000);
  log({ level: 'warn', event: 'flood' });
  expect(told).toEqual([
    { level: 'warn', event: 'flood' },
    { level: 'info', event: 'other' },
    { level: 'info', event: 'other' },
    { level: 'warn', event: 'flood', alsoSince: 999 },
  ]);
});

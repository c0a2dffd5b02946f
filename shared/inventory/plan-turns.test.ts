import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs } from '../kernel/instant.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { letIn, letInAtMost, planTurns, type WaitingRoom } from './plan-turns.ts';

const some = { kind: 'some', places: 100 } as const;
const room = (over: Partial<WaitingRoom> = {}): WaitingRoom => ({
  state: 'open',
  opensAt: at('12:00'),
  admitsPerMinute: 60,
  admittedThrough: 0,
  nextNumber: 1_001,
  lastAdmittedAt: at('12:00'),
  ...over,
});

test('[WR-2] [WR-3] a room opens at its instant, admits at its rate, stands still for carts and ends when all is sold', () => {
  expect(planTurns(room({ state: 'armed' }), some, addMs(at('12:00'), -1))).toEqual({ kind: 'nothing' });
  expect(planTurns(room({ state: 'armed' }), some, at('12:00'))).toEqual({ kind: 'open' });
  expect(planTurns(room(), some, addMs(at('12:00'), 999))).toEqual({ kind: 'nothing' });
  expect(planTurns(room(), some, addMs(at('12:00'), 10_500))).toEqual({ kind: 'let-in', due: 10 });
  expect(planTurns(room(), { kind: 'held' }, at('12:30'))).toEqual({ kind: 'nothing' });
  expect(planTurns(room(), { kind: 'gone' }, at('12:30'))).toEqual({ kind: 'close' });
});

const count = (from: number, through: number) => Array.from({ length: through - from + 1 }, (_, index) => from + index);

test('[WR-3] who looks no more is passed over and uses up nothing of the pace', () => {
  const now = addMs(at('12:00'), 10_500);
  expect(letIn(room(), { due: 10, here: count(1, 10), now })).toEqual({
    admittedThrough: 10,
    lastAdmittedAt: addMs(at('12:00'), 10_000),
  });
  expect(letIn(room(), { due: 10, here: count(501, 510), now })).toMatchObject({ admittedThrough: 510 });
  expect(letIn(room(), { due: 10, here: [7], now })).toEqual({ admittedThrough: 7, lastAdmittedAt: now });
  expect(letIn(room({ admittedThrough: 3 }), { due: 10, here: [], now })).toEqual({
    admittedThrough: 3,
    lastAdmittedAt: now,
  });
});

test('[WR-3] however often and whenever it is looked at, never more are let in than the rate allows, and nobody twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.array(fc.record({ ms: fc.nat({ max: 90_000 }), came: fc.nat({ max: 50 }) }), { minLength: 1, maxLength: 60 }),
      (admitsPerMinute, looks) => {
        let now = at('12:00');
        let current = room({ admitsPerMinute, nextNumber: 1 });
        for (const { ms, came } of looks) {
          now = addMs(now, ms);
          current = { ...current, nextNumber: current.nextNumber + came };
          const plan = planTurns(current, some, now);
          if (plan.kind !== 'let-in') continue;
          const waiting = count(current.admittedThrough + 1, current.nextNumber - 1);
          const here = waiting.slice(0, letInAtMost(current, plan.due));
          const next = letIn(current, { due: plan.due, here, now });
          expect(next.admittedThrough).toBeGreaterThan(current.admittedThrough);
          expect(next.admittedThrough).toBeLessThan(current.nextNumber);
          expect(next.lastAdmittedAt <= now).toBe(true);
          current = { ...current, ...next };
        }
        const minutes = (Date.parse(now) - Date.parse(at('12:00'))) / 60_000;
        expect(current.admittedThrough).toBeLessThanOrEqual(Math.ceil(minutes * admitsPerMinute));
      },
    ),
  );
});

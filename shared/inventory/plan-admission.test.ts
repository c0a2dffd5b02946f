import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs } from '../kernel/instant.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { planAdmission, type WaitingRoom } from './plan-admission.ts';

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
  expect(planAdmission(room({ state: 'armed' }), some, addMs(at('12:00'), -1))).toEqual({ kind: 'nothing' });
  expect(planAdmission(room({ state: 'armed' }), some, at('12:00'))).toEqual({ kind: 'open' });
  expect(planAdmission(room(), some, addMs(at('12:00'), 999))).toEqual({ kind: 'nothing' });
  expect(planAdmission(room(), some, addMs(at('12:00'), 10_500))).toEqual({
    kind: 'admit',
    admittedThrough: 10,
    lastAdmittedAt: addMs(at('12:00'), 10_000),
  });
  expect(planAdmission(room(), { kind: 'held' }, at('12:30'))).toEqual({ kind: 'nothing' });
  expect(planAdmission(room(), { kind: 'gone' }, at('12:30'))).toEqual({ kind: 'close' });
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
          const plan = planAdmission(current, some, now);
          if (plan.kind !== 'admit') continue;
          expect(plan.admittedThrough).toBeGreaterThan(current.admittedThrough);
          expect(plan.admittedThrough).toBeLessThan(current.nextNumber);
          expect(plan.lastAdmittedAt <= now).toBe(true);
          current = { ...current, admittedThrough: plan.admittedThrough, lastAdmittedAt: plan.lastAdmittedAt };
        }
        const minutes = (Date.parse(now) - Date.parse(at('12:00'))) / 60_000;
        expect(current.admittedThrough).toBeLessThanOrEqual(Math.ceil(minutes * admitsPerMinute));
      },
    ),
  );
});

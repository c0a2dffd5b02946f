import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';
import { at } from '../testing/a-mirror-ticket.ts';
import { callUp, isTheirTurn, planTurns, takeTurn, turnsDue, type WaitingRoom } from './plan-turns.ts';

const some = { kind: 'some', places: 100 } as const;
const opensAt = at('12:00');
const room = (over: Partial<WaitingRoom> = {}): WaitingRoom => ({
  state: 'open',
  opensAt,
  admitsPerMinute: 60,
  admittedThrough: 0,
  nextNumber: 1_001,
  lastAdmittedAt: opensAt,
  calledAt: opensAt,
  ...over,
});

test('[WR-2] [WR-3] a room opens at its instant, admits at its rate, stands still for carts and ends when all is sold', () => {
  expect(planTurns(room({ state: 'armed' }), some, addMs(opensAt, -1))).toEqual({ kind: 'nothing' });
  expect(planTurns(room({ state: 'armed' }), some, opensAt)).toEqual({ kind: 'open' });
  expect(planTurns(room(), some, addMs(opensAt, 999))).toEqual({ kind: 'nothing' });
  expect(planTurns(room(), some, addMs(opensAt, 10_500))).toEqual({ kind: 'call', due: 10 });
  expect(planTurns(room(), { kind: 'held' }, at('12:30'))).toEqual({ kind: 'nothing' });
  expect(planTurns(room(), { kind: 'gone' }, at('12:30'))).toEqual({ kind: 'close' });
});

test('[WR-3] for each turn that comes due somebody is called once; what nobody takes is kept for half a minute', () => {
  const now = addMs(opensAt, 10_500);
  expect(planTurns(room({ calledAt: addMs(opensAt, 10_000) }), some, now)).toEqual({ kind: 'nothing' });
  expect(planTurns(room({ calledAt: addMs(opensAt, 9_999) }), some, now)).toMatchObject({ kind: 'call' });
  expect(callUp(room(), { here: [3, 7], now })).toEqual({ admittedThrough: 7, calledAt: now });
  expect(callUp(room({ admittedThrough: 9 }), { here: [3, 7], now })).toMatchObject({ admittedThrough: 9 });
  expect(callUp(room({ admittedThrough: 9 }), { here: [], now })).toMatchObject({ admittedThrough: 9 });
  expect([turnsDue(room(), now), turnsDue(room(), at('12:30'))]).toEqual([10, 30]);
  expect(takeTurn(room(), now)).toEqual({ lastAdmittedAt: addMs(opensAt, 1_000) });
  expect(takeTurn(room(), at('12:30'))).toEqual({ lastAdmittedAt: addMs(at('12:29'), 31_000) });
  expect([9, 10].map(before => isTheirTurn(room(), { before, now }))).toEqual([true, false]);
});

test('[WR-3] no pace is lost or won by rounding', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60 }), (admitsPerMinute, turns) => {
      let current = room({ admitsPerMinute });
      const nowOf = (turn: number) => addMs(opensAt, Math.ceil((turn * 60_000) / admitsPerMinute));
      for (let turn = 1; turn <= turns; turn += 1) {
        expect(turnsDue(current, nowOf(turn))).toBe(1);
        expect(turnsDue(current, addMs(nowOf(turn), -1))).toBe(0);
        current = { ...current, ...takeTurn(current, nowOf(turn)) };
      }
    }),
  );
});

/** Somebody in the queue: when they look, in milliseconds since the opening. */
type Visitor = { readonly number: number; readonly looks: readonly number[] };
type Standing = { readonly number: number; lookedMs: number; turnMs: number | null };

/** Plays a queue as it is kept, look by look, and answers when each turn began, in milliseconds since the opening. */
function play(admitsPerMinute: number, visitors: readonly Visitor[]): readonly Standing[] {
  const standing: Standing[] = visitors.map(({ number }) => ({ number, lookedMs: 0, turnMs: null }));
  const looks = visitors.flatMap((visitor, index) => visitor.looks.map(ms => ({ own: standing[index], ms })));
  let current = room({ admitsPerMinute, nextNumber: visitors.length + 1 });
  for (const { own, ms } of looks.sort((a, b) => a.ms - b.ms)) {
    if (own === undefined || own.turnMs !== null) continue;
    const now = addMs(opensAt, ms);
    const waits = (one: Standing) => one.turnMs === null && ms - one.lookedMs < limits.queueLooksAwayMs;
    const plan = planTurns(current, some, now);
    if (plan.kind === 'call') {
      const here = standing.filter(waits).slice(0, plan.due);
      current = { ...current, ...callUp(current, { here: here.map(({ number }) => number), now }) };
    }
    own.lookedMs = ms;
    if (own.number > current.admittedThrough) continue;
    const before = standing.slice(0, own.number - 1).filter(waits).length;
    if (!isTheirTurn(current, { before, now })) continue;
    own.turnMs = ms;
    current = { ...current, ...takeTurn(current, now) };
  }
  return standing;
}

test('[WR-3] whoever looks or goes away and comes back, in no span of time do more turns begin than its pace allows and half a minute more', () => {
  // So many leave at once and come back at once that everybody who was passed over stands at the door in the same instant.
  const gap = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1_000, max: 60_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(480_000, 600_000) },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(1, 7, 10, 60, 133),
      fc.array(fc.array(gap, { minLength: 1, maxLength: 25 }), { minLength: 2, maxLength: 60 }),
      (admitsPerMinute, gaps) => {
        const visitors = gaps.map((own, index) => {
          let ms = 0;
          return { number: index + 1, looks: own.map(wait => (ms += wait)) };
        });
        const begun = play(admitsPerMinute, visitors)
          .flatMap(({ turnMs }) => turnMs ?? [])
          .sort((a, b) => a - b);
        const kept = Math.max(1, admitsPerMinute / 2);
        begun.forEach((from, first) => {
          begun.forEach((until, last) => {
            if (last >= first)
              expect(last - first + 1).toBeLessThanOrEqual(kept + 1 + ((until - from) * admitsPerMinute) / 60_000);
          });
        });
      },
    ),
    { seed: 20_261_123, numRuns: 150, verbose: 1 },
  );
});

test('[WR-3] a hundred who were passed over and come back in one instant are let in at the pace, lowest numbers first', () => {
  const from = 8 * 60_000;
  const looks = Array.from({ length: 650 }, (_, index) => from + index * 1_000);
  const turns = play(
    10,
    Array.from({ length: 100 }, (_, index) => ({ number: index + 1, looks })),
  );
  const begun = turns.map(({ turnMs }) => (turnMs ?? Number.POSITIVE_INFINITY) - from);
  const within = (ms: number) => begun.filter(one => one <= ms).length;
  expect([within(0), within(6_000), within(60_000), within(600_000)]).toEqual([0, 5, 14, 100]);
  expect(begun).toEqual([...begun].sort((a, b) => a - b));
});

test('[WR-3] those who keep looking have their turn at the full pace, and those who went away hold nobody up', () => {
  // Every five seconds, each at a time of their own; the first of them never.
  const visitors = (away: number) =>
    Array.from({ length: 40 }, (_, index) => ({
      number: index + 1,
      looks: index < away ? [] : Array.from({ length: 115 }, (_, look) => look * 5_000 + ((index * 997) % 5_000)),
    }));
  for (const admitsPerMinute of [6, 120])
    for (const away of [0, 20]) {
      const begun = play(admitsPerMinute, visitors(away)).flatMap(({ turnMs }) => turnMs ?? []);
      const stood = away === 0 ? 0 : limits.queueLooksAwayMs;
      expect(begun).toHaveLength(40 - away);
      for (const [index, ms] of begun.sort((a, b) => a - b).entries())
        expect(ms).toBeLessThanOrEqual(stood + 10_000 + ((index + 1) * 60_000) / admitsPerMinute);
    }
});

import { expect, test } from 'vitest';
import { parseInstant } from '../kernel/instant.ts';
import type { EventState } from './event-states.ts';
import { planEventEdit } from './plan-event-edit.ts';

const event = {
  state: 'published' as EventState,
  title: 'Twelfth Night',
  zone: 'Europe/Vienna',
  doorsAt: parseInstant('2026-11-22T18:00:00Z'),
  startsAt: parseInstant('2026-11-22T18:30:00Z'),
  endsAt: parseInstant('2026-11-22T21:15:00Z'),
};
const refusalOf = (planned: ReturnType<typeof planEventEdit>) =>
  planned.kind === 'refused' ? { code: planned.refusal.code, field: planned.refusal.facts.field } : null;

test('only what differs is changed', () => {
  expect(planEventEdit({ event, ticketsOut: true }, { title: 'Was ihr wollt', zone: 'Europe/Vienna' })).toEqual({
    kind: 'planned',
    plan: { title: 'Was ihr wollt' },
  });
});

test('[EV-1] doors open no later than the start, and the end comes after it', () => {
  const later = parseInstant('2026-11-22T23:00:00Z');
  expect(refusalOf(planEventEdit({ event, ticketsOut: false }, { doorsAt: later }))).toEqual({
    code: 'bad-input',
    field: 'doorsAt',
  });
  expect(refusalOf(planEventEdit({ event, ticketsOut: false }, { startsAt: later, doorsAt: later }))).toEqual({
    code: 'bad-input',
    field: 'endsAt',
  });
  expect(planEventEdit({ event, ticketsOut: true }, { endsAt: later }).kind).toBe('planned');
});

test('[EV-2] a cancelled event is not edited', () => {
  expect(refusalOf(planEventEdit({ event: { ...event, state: 'cancelled' }, ticketsOut: false }, {}))?.code).toBe(
    'event-locked',
  );
});

test('[EV-3] the zone stays once tickets are out', () => {
  expect(planEventEdit({ event, ticketsOut: false }, { zone: 'Europe/Paris' }).kind).toBe('planned');
  expect(refusalOf(planEventEdit({ event, ticketsOut: true }, { zone: 'Europe/Paris' }))).toEqual({
    code: 'event-locked',
    field: 'zone',
  });
});

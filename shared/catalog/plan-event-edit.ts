import type { Instant } from '../kernel/instant.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';
import type { EventState } from './event-states.ts';

export type EventTimes = { readonly doorsAt: Instant; readonly startsAt: Instant; readonly endsAt: Instant };
export type EditableEvent = EventTimes & {
  readonly state: EventState;
  readonly zone: string;
};

/** EV-1 to EV-3: which of the wanted changes differ from what is, or why the event cannot be changed so. */
export function planEventEdit<Event extends EditableEvent>(
  facts: { readonly event: Event; readonly ticketsOut: boolean },
  wanted: { readonly [Key in keyof Event]?: Event[Key] | undefined },
): Planned<Partial<Event>> {
  const { event, ticketsOut } = facts;
  if (event.state === 'cancelled' || event.state === 'ended')
    return refused('event-locked', { state: event.state, sentence: `This event is ${event.state}.` });
  const plan = differences(event, wanted);
  if (plan.zone !== undefined && ticketsOut)
    return refused('event-locked', {
      field: 'zone',
      sentence: 'Tickets with times in this zone are in people’s hands, so the zone stays.',
    });
  const problem = timesProblem({ ...event, ...plan });
  return problem === null ? { kind: 'planned', plan } : refused('bad-input', problem);
}

/** EV-1: the field that is wrong and a sentence, or null. */
export function timesProblem(times: EventTimes): { readonly field: string; readonly sentence: string } | null {
  if (times.doorsAt > times.startsAt)
    return { field: 'doorsAt', sentence: 'the doors open no later than the event starts' };
  if (times.startsAt >= times.endsAt) return { field: 'endsAt', sentence: 'the event ends after it has started' };
  return null;
}

function refused(
  code: 'event-locked' | 'bad-input',
  facts: Readonly<Record<string, string | number>>,
): { readonly kind: 'refused'; readonly refusal: ReturnType<typeof refusal> } {
  return { kind: 'refused', refusal: refusal(code, facts) };
}

function differences<Event extends object>(
  event: Event,
  wanted: { readonly [Key in keyof Event]?: Event[Key] | undefined },
): Partial<Event> {
  const plan: Partial<Event> = {};
  for (const key of Object.keys(wanted) as (keyof Event)[])
    if (wanted[key] !== undefined && JSON.stringify(wanted[key]) !== JSON.stringify(event[key]))
      plan[key] = wanted[key];
  return plan;
}

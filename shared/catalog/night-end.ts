import { addMs, type Instant, toInstant, toLocal } from '../kernel/instant.ts';

const dayMs = 86_400_000;

/** RP-3: when the night of an event is over: the venue's cut-off that follows its end, such as 06:00. */
export function nightEnd(endsAt: Instant, zone: string, cutOff: string): Instant {
  const same = toInstant({ date: toLocal(endsAt, zone).date, time: cutOff, zone }, 'later');
  if (same > endsAt) return same;
  // Noon of the next day is that day in spite of any change of clocks.
  const noon = toInstant({ date: toLocal(endsAt, zone).date, time: '12:00', zone }, 'later');
  return toInstant({ date: toLocal(addMs(noon, dayMs), zone).date, time: cutOff, zone }, 'later');
}

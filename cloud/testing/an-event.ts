/** The body of an event that can be created: Twelfth Night. */
export function anEvent(over: Readonly<Record<string, unknown>> = {}) {
  return {
    title: 'Twelfth Night',
    venue: 'Lantern Theatre',
    zone: 'Europe/Vienna',
    doorsAt: '2026-11-22T18:00:00.000Z',
    startsAt: '2026-11-22T18:30:00.000Z',
    endsAt: '2026-11-22T21:15:00.000Z',
    ...over,
  };
}

/** An answer whose fields a test reads without saying their types first. */
export type PlainAnswer = Readonly<Record<string, unknown>>;

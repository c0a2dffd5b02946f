import type { EventView } from '#shared/api/events.ts';
import type { Instant } from '#shared/kernel/instant.ts';

/** The evening as an entry of a calendar (RFC 5545). Instants are UTC, so that every calendar shows its own clock right. */
export function eventCalendar(
  event: EventView,
  page: { readonly url: string; readonly now: Instant; readonly organizer: string },
): string {
  const stamp = (instant: Instant) => instant.replaceAll(/[-:]|\.\d{3}/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Foyer//${text(page.organizer)}//`,
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${event.eventId}@foyer`,
    `SEQUENCE:${event.version}`,
    `DTSTAMP:${stamp(page.now)}`,
    `DTSTART:${stamp(event.startsAt)}`,
    `DTEND:${stamp(event.endsAt)}`,
    `SUMMARY:${text(event.title)}`,
    `LOCATION:${text([event.venue, event.address].filter(part => part !== '').join(', '))}`,
    `DESCRIPTION:${text([...event.description].slice(0, 2_000).join(''))}`,
    `URL:${page.url}`,
    `STATUS:${event.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(folded).join('\r\n')}\r\n`;
}

function text(value: string): string {
  return value.replaceAll(/[\\;,]/g, mark => `\\${mark}`).replaceAll(/\r\n?|\n/g, '\\n');
}

/** Lines of at most 75 bytes; what is longer goes on after a blank. Never through the middle of a letter. */
function folded(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 75) {
      lines.push(current);
      current = ' ';
      bytes = 1;
    }
    current += letter;
    bytes += size;
  }
  return [...lines, current];
}

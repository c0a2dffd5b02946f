import type { ScanAnswer } from '#shared/api/station.ts';
import type { TicketId } from '#shared/kernel/ids.ts';
import { tallied } from './counts.ts';
import type { SimWorld } from './run-seed.ts';
import type { SimStation } from './sim-station.ts';

/** Something is held before the reader, and somebody sees what comes of it. */
export async function showVerdict(
  { counts, door }: SimWorld,
  station: SimStation,
  { text, ticketId }: { readonly text: string; readonly ticketId: TicketId },
): Promise<string> {
  const known = station.knownScans(door.eventId, ticketId);
  const { status, body } = await station.post('scan', { text, via: 'scanner' });
  if (status !== 200) return `${status} ${(body as { error?: { code?: string } }).error?.code}`;
  const answer = body as ScanAnswer;
  if (!answer.repeated) {
    station.shown.push({ answer, known });
    tallied(counts, 'scans');
  }
  return `${answer.verdict.kind} ${answer.verdict.rule}${answer.repeated ? ' repeated' : ''}`;
}

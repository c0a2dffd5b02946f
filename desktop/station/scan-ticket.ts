import type { z } from 'zod';
import { decideScan } from '#shared/admission/decide-scan.ts';
import type { AskKind, CodeMatch } from '#shared/admission/types.ts';
import type { ScanAnswer, stationRequests } from '#shared/api/station.ts';
import { mintId, type TicketId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { ScanVia } from '#shared/sync/operations.ts';
import { identifyText, loadScanFacts } from './load-scan-facts.ts';
import { remember, seeAgain } from './recent-scans.ts';
import { recordScan, unreadTextOf } from './record-scan.ts';
import { currentMode, currentOperator, mustHavePlace, type Place, type Station, stationNow } from './station.ts';

/** A code was read or typed. */
export function scanCode(station: Station, input: z.output<typeof stationRequests.scan>): ScanAnswer {
  return scanAt(station, { ...input, identify: place => identifyText(station, place, input.text) });
}

/** A ticket was picked from a list. */
export function scanTicket(station: Station, input: z.output<typeof stationRequests.scanTicket>): ScanAnswer {
  const { ticketId, via, confirmed } = input;
  return scanAt(station, { text: ticketId, via, confirmed, identify: place => matchById(station, place, ticketId) });
}

export function matchById({ store }: Station, { event }: Place, ticketId: TicketId): CodeMatch {
  const ticket = store.tickets.byId(event.eventId, ticketId);
  if (ticket === null) throw refusal('not-found', { what: 'ticket' });
  return { kind: 'ticket', ticket };
}

type ScanInput = {
  readonly text: string;
  readonly via: ScanVia;
  readonly confirmed: readonly AskKind[];
  readonly identify: (place: Place) => CodeMatch;
};

/** Facts, decision, one durable transaction; only then an answer. Nothing here waits for anybody. */
function scanAt(station: Station, { text, via, confirmed, identify }: ScanInput): ScanAnswer {
  const startedMs = station.clock.monotonicMs();
  const place = mustHavePlace(station);
  const { direction, verify } = currentMode(station);
  const now = stationNow(station);
  const mode = verify ? 'verify' : 'admit';
  const read = { text, at: now, direction, mode, confirmed } as const;
  const placeKey = `${place.event.eventId} ${place.gate.gateId}`;
  const again = seeAgain(station.recents, read, placeKey);
  if (again !== null) {
    station.recents = again.recents;
    return { ...again.answer, repeated: true };
  }
  const match = identify(place);
  const scan = {
    scanId: mintId('OpId', station.randomBytes),
    direction,
    mode,
    confirmed,
    override: null,
  } as const;
  const verdict = decideScan(loadScanFacts(station, place, match), scan, now);
  const operator = currentOperator(station, place.event);
  const unreadText = unreadTextOf(match, text);
  const answer = recordScan(station, place, { scan, verdict, via, unreadText, operator, startedMs });
  station.recents = remember(station.recents, { read, placeKey, answer });
  return answer;
}

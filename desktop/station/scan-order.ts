import type { z } from 'zod';
import { decideGroup } from '#shared/admission/decide-group.ts';
import type { Scan } from '#shared/admission/types.ts';
import type { StationAnswers, stationRequests } from '#shared/api/station.ts';
import { must } from '#shared/kernel/assert.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { loadScanFacts } from './load-scan-facts.ts';
import { recordScan } from './record-scan.ts';
import { matchById } from './scan-ticket.ts';
import { currentMode, currentOperator, mustHavePlace, type Station, stationNow } from './station.ts';

/** CK-26: the chosen tickets of an order together, each with its own verdict; all on disk or none. */
export function scanOrder(
  station: Station,
  { orderId, ticketIds }: z.output<typeof stationRequests.scanOrder>,
): StationAnswers['scanOrder'] {
  const startedMs = station.clock.monotonicMs();
  const place = mustHavePlace(station);
  const { direction, verify } = currentMode(station);
  const operator = currentOperator(station, place.event);
  const members = [...new Set(ticketIds)].map(ticketId => {
    const match = matchById(station, place, ticketId);
    if (match.kind !== 'ticket' || match.ticket.orderId !== orderId) throw refusal('not-found', { what: 'ticket' });
    const scan: Scan = {
      scanId: mintId('OpId', station.randomBytes),
      direction,
      mode: verify ? 'verify' : 'admit',
      confirmed: [],
      override: null,
    };
    return { ticketId, facts: loadScanFacts(station, place, match), scan };
  });
  const verdicts = decideGroup(members, stationNow(station));
  return station.store.transaction(() => ({
    answers: verdicts.map(({ ticketId, verdict }) => {
      const { scan } = must(
        members.find(member => member.ticketId === ticketId),
        'the member of a verdict',
      );
      return recordScan(station, place, { scan, verdict, via: 'group', unreadText: null, operator, startedMs });
    }),
  }));
}

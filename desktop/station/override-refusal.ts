import type { z } from 'zod';
import { decideScan } from '#shared/admission/decide-scan.ts';
import type { CodeMatch, Verdict } from '#shared/admission/types.ts';
import type { ScanAnswer, stationRequests } from '#shared/api/station.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { checkPin } from './check-pin.ts';
import { loadScanFacts } from './load-scan-facts.ts';
import { recordScan } from './record-scan.ts';
import { mustHavePlace, type Place, type Station, stationNow } from './station.ts';

/** CK-24: a supervisor lets somebody in against a former verdict. Who and why are recorded with the scan. */
export async function overrideRefusal(
  station: Station,
  input: z.output<typeof stationRequests.override>,
): Promise<ScanAnswer> {
  const startedMs = station.clock.monotonicMs();
  const former = station.store.shown.byId(input.scanId);
  if (former === null) throw refusal('not-found', { what: 'scan' });
  const supervisor = await checkPin(station, mustHavePlace(station).event, input);
  if (supervisor.role !== 'supervisor') throw refusal('forbidden', { needs: 'supervisor' });
  // What was true before the PIN was checked may have changed meanwhile.
  const place = mustHavePlace(station);
  const match = matchOfVerdict(station, place, former.verdict);
  const { operatorId } = supervisor;
  const scan = {
    scanId: mintId('OpId', station.randomBytes),
    direction: former.direction,
    mode: 'admit',
    confirmed: [],
    override: { operatorId, reason: input.reason },
  } as const;
  const verdict = decideScan(loadScanFacts(station, place, match), scan, stationNow(station));
  if (verdict.kind !== 'admit') throw refusal('override-not-allowed', { verdict: verdict.kind });
  const answer = recordScan(station, place, {
    scan,
    verdict,
    via: former.via,
    unreadText: null,
    operator: supervisor,
    startedMs,
  });
  station.recents = station.recents.map(recent =>
    recent.answer.scanId === former.scanId ? { ...recent, answer } : recent,
  );
  return answer;
}

function matchOfVerdict({ store }: Station, { event }: Place, verdict: Verdict): CodeMatch {
  if (verdict.kind !== 'refuse' && verdict.kind !== 'undecidable')
    throw refusal('override-not-allowed', { verdict: verdict.kind });
  if (!verdict.overridable) throw refusal('override-not-allowed', { verdict: verdict.kind });
  const { ticketId } = verdict;
  if (ticketId !== null) {
    const ticket = store.tickets.byId(event.eventId, ticketId);
    if (ticket !== null) return { kind: 'ticket', ticket };
    // Known by its signature alone; the supervisor answers for what the roster cannot say.
    return { kind: 'signed', ticketId, tierNumber: 0, notBefore: null, notAfter: null };
  }
  if (verdict.kind === 'refuse' && verdict.facts.reason === 'wrong-event')
    return { kind: 'elsewhere', eventTitle: verdict.facts.eventTitle };
  return { kind: 'ambiguous', ticketIds: [], tickets: [] };
}

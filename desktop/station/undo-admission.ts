import type { z } from 'zod';
import { planUndo } from '#shared/admission/plan-undo.ts';
import type { StationAnswers, stationRequests } from '#shared/api/station.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { checkPin } from './check-pin.ts';
import { appendOp } from './record-scan.ts';
import { currentOperator, mustHavePlace, nextOpInstant, type Station, stationNow } from './station.ts';

/** CK-25: a counter-entry; the scan it takes back stays in the journal. */
export async function undoAdmission(
  station: Station,
  { scanId, reason, supervisor }: z.output<typeof stationRequests.undo>,
): Promise<StationAnswers['undo']> {
  const event = mustHavePlace(station).event;
  const helper = supervisor === null ? null : await checkPin(station, event, supervisor);
  const place = mustHavePlace(station);
  const operator = helper ?? currentOperator(station, place.event);
  const { store } = station;
  const found = store.scans.byId(scanId);
  if (found !== null && found.eventId !== place.event.eventId) throw refusal('not-found', { what: 'scan' });
  const plan = orRefuse(
    planUndo(
      {
        scan: found?.scan ?? null,
        history: found === null ? [] : store.scans.ofTicket(found.eventId, found.scan.ticketId),
        role: operator?.role ?? 'door',
        atThisStation: found?.scan.stationId === place.journal.scope.stationId,
        reason,
      },
      stationNow(station),
    ),
  );
  store.transaction(() =>
    appendOp(station, place, {
      opId: mintId('OpId', station.randomBytes),
      at: nextOpInstant(station),
      body: {
        kind: 'undo',
        eventId: place.event.eventId,
        scanId: plan.undoes,
        ticketId: plan.ticketId,
        checkpointId: plan.checkpointId,
        gateId: plan.gateId,
        operatorId: operator?.operatorId ?? null,
        operatorName: operator?.name ?? null,
        reason: plan.reason,
      },
    }),
  );
  // The same code within three seconds is a new scan now.
  station.recents = [];
  station.changed();
  station.sync.wake();
  return { undone: plan.undoes };
}

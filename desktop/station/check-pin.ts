import type { DoorEvent, DoorOperator } from '#shared/catalog/door-event.ts';
import type { OperatorId } from '#shared/kernel/ids.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { appendNote } from './record-scan.ts';
import { type Station, stationNow } from './station.ts';

const firstWaitMs = 60_000;
const waitMsMax = 3_600_000;

/**
 * The operator this PIN belongs to, or a refusal. After five wrong ones the next try waits, longer each time. The count is on disk and
 * the wait runs by a clock that nobody can set, so that neither a restart nor the calendar shortens it.
 */
export async function checkPin(
  station: Station,
  event: DoorEvent,
  { operatorId, pin }: { readonly operatorId: OperatorId; readonly pin: string },
): Promise<DoorOperator> {
  const operator = event.operators.find(known => known.operatorId === operatorId);
  if (operator === undefined) throw refusal('not-found', { what: 'operator' });
  const leftMs = lockedForMs(station, operatorId);
  if (leftMs > 0) throw refusal('pin-locked', { until: addMs(stationNow(station), leftMs) });
  const right = await station.verifyPin(pin, operator.pinHash);
  if (!right) throw recordWrongPin(station, event, operator);
  const { [operatorId]: _, ...others } = station.store.settings.read('pinFailures') ?? {};
  // A supervisor who is really there lets everybody try again.
  station.store.settings.write('pinFailures', operator.role === 'supervisor' ? {} : others);
  if (operator.role === 'supervisor') station.lockedUntilMs.clear();
  return operator;
}

function lockedForMs(station: Station, operatorId: OperatorId): number {
  const failures = station.store.settings.read('pinFailures')?.[operatorId] ?? 0;
  if (failures < limits.pinFailuresBeforeLock) return 0;
  const nowMs = station.clock.monotonicMs();
  const known = station.lockedUntilMs.get(operatorId);
  // After a restart the wait begins anew.
  const untilMs = known ?? nowMs + waitMs(failures);
  station.lockedUntilMs.set(operatorId, untilMs);
  return Math.max(0, untilMs - nowMs);
}

function recordWrongPin(station: Station, event: DoorEvent, { operatorId, name }: DoorOperator) {
  const failures = (station.store.settings.read('pinFailures')?.[operatorId] ?? 0) + 1;
  station.store.transaction(() => {
    station.store.settings.write('pinFailures', {
      ...station.store.settings.read('pinFailures'),
      [operatorId]: failures,
    });
    if (failures >= limits.pinFailuresBeforeLock)
      appendNote(station, {
        eventId: event.eventId,
        topic: 'pin-locked',
        operatorId,
        text: `${failures} wrong PINs for ${name}`,
      });
  });
  if (failures < limits.pinFailuresBeforeLock)
    return refusal('pin-wrong', { left: limits.pinFailuresBeforeLock - failures });
  const lockMs = waitMs(failures);
  station.lockedUntilMs.set(operatorId, station.clock.monotonicMs() + lockMs);
  station.changed();
  return refusal('pin-locked', { until: addMs(stationNow(station), lockMs) });
}

function waitMs(failures: number): number {
  return Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(20, failures - limits.pinFailuresBeforeLock));
}

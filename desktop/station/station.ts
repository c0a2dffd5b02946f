import type { DoorCheckpoint, DoorEvent, DoorGate, DoorOperator } from '#shared/catalog/door-event.ts';
import { addMs, type Instant, msBetween } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { correctedInstant } from '#shared/sync/clock-offset.ts';
import type { RosterStamp } from '#shared/sync/operations.ts';
import type { JournalHead, StationDeps, StoredEvent } from './ports.ts';
import type { RecentScan } from './recent-scans.ts';

/** The running application: what it was given, and the little it keeps in memory. */
export type Station = StationDeps & {
  /** Something a screen shows is different now. */
  readonly changed: () => void;
  readonly onChange: (listener: () => void) => () => void;
  readonly revision: () => number;
  /** CK-23: the codes read last, newest first, and what was said to them. */
  recents: readonly RecentScan[];
  /** When the last operation was recorded. */
  lastAt: Instant | null;
  /** Until when an operator's PIN is not even tried, by the clock that cannot be set. */
  readonly lockedUntilMs: Map<string, number>;
};

export function makeStation(deps: StationDeps): Station {
  const listeners = new Set<() => void>();
  let revision = 0;
  const changed = () => {
    revision += 1;
    for (const listener of [...listeners]) listener();
  };
  deps.sync.onChange(changed);
  return {
    ...deps,
    changed,
    onChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
    recents: [],
    lastAt: null,
    lockedUntilMs: new Map(),
  };
}

/** The cloud's time by what was measured last (SY-6); the computer's own before. */
export function stationNow({ clock, store }: Station): Instant {
  return correctedInstant(clock.now(), store.settings.read('clockOffsetMs'));
}

/** Two operations of one station never carry the same instant: an entry and the exit right after it keep their order everywhere. */
export function nextOpInstant(station: Station): Instant {
  const now = station.clock.now();
  const { lastAt } = station;
  // A clock that was set back further than this is believed: the time told is the time it was.
  const tied = lastAt !== null && now <= lastAt && msBetween(lastAt, now) < 1_000;
  const at = tied ? addMs(lastAt, 1) : now;
  station.lastAt = at;
  return at;
}

/** Where this station stands, with all a scan needs to know of it. */
export type Place = {
  readonly stored: StoredEvent;
  readonly event: DoorEvent;
  readonly gate: DoorGate;
  readonly checkpoint: DoorCheckpoint;
  readonly journal: JournalHead;
};

export function mustHavePlace(station: Station): Place {
  const identity = station.store.settings.read('identity');
  if (identity?.revoked === true) throw refusal('station-revoked', {});
  const journal = station.store.journal.current();
  const place = findPlace(station);
  if (identity === null || journal === null || place === null)
    throw refusal('wrong-state', { state: identity === null ? 'unpaired' : 'no-place', action: 'scan' });
  return { ...place, journal };
}

/** The place that was chosen; else the gate the station was paired for, else the only one there is. */
export function findPlace({ store }: Station): Omit<Place, 'journal'> | null {
  const chosen = store.settings.read('place');
  const pairedGate = store.settings.read('identity')?.scope.gateId ?? null;
  const inScope = store.events.all().filter(stored => stored.inScope);
  const all = inScope.flatMap(stored => stored.event.gates.map(gate => ({ stored, gate })));
  const found =
    all.find(({ stored, gate }) => stored.event.eventId === chosen?.eventId && gate.gateId === chosen.gateId) ??
    (pairedGate === null ? undefined : all.find(({ gate }) => gate.gateId === pairedGate)) ??
    (all.length === 1 ? all[0] : undefined);
  if (found === undefined) return null;
  const { stored, gate } = found;
  const checkpoint = stored.event.checkpoints.find(known => known.checkpointId === gate.checkpointId);
  return checkpoint === undefined ? null : { stored, event: stored.event, gate, checkpoint };
}

export function currentOperator({ store }: Station, event: DoorEvent | null): DoorOperator | null {
  const operatorId = store.settings.read('operatorId');
  if (operatorId === null || event === null) return null;
  return event.operators.find(operator => operator.operatorId === operatorId) ?? null;
}

export function currentMode({ store }: Station): { readonly direction: 'in' | 'out'; readonly verify: boolean } {
  return store.settings.read('mode') ?? { direction: 'in', verify: false };
}

/** With what knowledge a verdict is given (S6 of the night report: how stale was the roster?). */
export function rosterStamp(station: Station, { roster }: StoredEvent): RosterStamp {
  return {
    cursor: roster.cursor ?? roster.headCursor,
    asOf: roster.asOf,
    complete: roster.state === 'complete',
    online: station.sync.status().link === 'online',
  };
}

import type { LastScan, PlaceOption, StationState } from '#shared/api/station.ts';
import { currentMode, currentOperator, findPlace, type Place, type Station, stationNow } from './station.ts';
import { stationProblems } from './station-problems.ts';
import { viewOfTicketId } from './ticket-view.ts';

/** Everything the screens show besides a verdict. */
export function stationState(station: Station): StationState {
  const { store } = station;
  const place = findPlace(station);
  const operator = currentOperator(station, place?.event ?? null);
  const identity = store.settings.read('identity');
  return {
    revision: station.revision(),
    now: stationNow(station),
    version: station.version,
    station: {
      name: identity?.scope.stationName ?? store.settings.read('stationName') ?? '',
      id: identity?.scope.stationId ?? null,
    },
    pairing: pairingState(station),
    places: placeOptions(station),
    place: place && {
      eventId: place.event.eventId,
      gateId: place.gate.gateId,
      checkpointId: place.checkpoint.checkpointId,
    },
    mode: currentMode(station),
    sync: syncState(station, place),
    counters: place && counters(station, place),
    operators: (place?.event.operators ?? []).map(({ operatorId, name, role }) => ({ operatorId, name, role })),
    operator: operator && { operatorId: operator.operatorId, name: operator.name, role: operator.role },
    last: place === null ? [] : lastScans(station, place),
    conflicts: place === null ? [] : conflicts(station, place),
    problems: stationProblems(station),
  };
}

type Where = Omit<Place, 'journal'>;

function pairingState({ store }: Station): StationState['pairing'] {
  const waiting = store.settings.read('pairing');
  if (waiting !== null) {
    const { code, expiresAt, cloudUrl } = waiting;
    return { kind: 'waiting', code, expiresAt, cloudUrl };
  }
  const identity = store.settings.read('identity');
  if (identity === null) return { kind: 'unpaired' };
  const { cloudUrl, scope } = identity;
  return identity.revoked
    ? { kind: 'revoked', orgName: scope.orgName, unsent: store.journal.unsent(), cloudUrl }
    : { kind: 'paired', orgName: scope.orgName, cloudUrl };
}

function placeOptions({ store }: Station): readonly PlaceOption[] {
  return store.events
    .all()
    .filter(stored => stored.inScope)
    .map(({ event }) => ({
      eventId: event.eventId,
      title: event.title,
      orgName: event.orgName,
      accent: event.accent,
      venue: event.venue,
      zone: event.zone,
      doorsAt: event.doorsAt,
      startsAt: event.startsAt,
      gates: event.gates.map(({ gateId, name, checkpointId }) => ({
        gateId,
        name,
        checkpointId,
        checkpointName: event.checkpoints.find(known => known.checkpointId === checkpointId)?.name ?? '',
      })),
    }));
}

function syncState({ store, sync }: Station, place: Where | null): StationState['sync'] {
  const { link, protocol } = sync.status();
  const roster = place?.stored.roster ?? null;
  return {
    link,
    unsent: store.journal.unsent(),
    parked: store.journal.parked(50),
    roster: roster?.state ?? 'none',
    rosterRows: place === null ? 0 : store.tickets.rowCount(place.event.eventId),
    rosterTotal: roster?.ticketTotal ?? null,
    rosterAsOf: roster?.asOf ?? null,
    searchReady: roster?.searchReady ?? false,
    clockOffsetMs: store.settings.read('clockOffsetMs'),
    protocol,
  };
}

function counters({ store }: Station, { event, checkpoint }: Where): StationState['counters'] {
  const zone = event.zones.find(known => known.zoneId === checkpoint.zoneId) ?? null;
  const valid = store.tickets.validByTier(event.eventId);
  const expected = [...valid]
    .filter(([tierId]) => checkpoint.admitsTierIds === null || checkpoint.admitsTierIds.includes(tierId))
    .reduce((sum, [, count]) => sum + count, 0);
  const inside =
    zone === null
      ? store.scans.insideCheckpoint(event.eventId, checkpoint.checkpointId)
      : store.scans.insideZone(event.eventId, zone.zoneId);
  return { inside, expected, capacity: zone?.capacity ?? null };
}

function lastScans({ store }: Station, { event }: Where): readonly LastScan[] {
  return store.shown.last().map(({ scanId, at, verdict, ticket, verify }) => {
    const made = verdict.kind === 'admit' && ticket !== null && !verify;
    const undone =
      made &&
      store.scans.ofTicket(event.eventId, ticket.ticketId).some(scan => scan.kind === 'undo' && scan.undoes === scanId);
    return { scanId, at, verdict, ticket, verify, undone };
  });
}

function conflicts(station: Station, place: Where): StationState['conflicts'] {
  return station.store.conflicts.ofEvent(place.event.eventId, 50).map(({ conflict, seen }) => ({
    ...conflict,
    ticket: viewOfTicketId(station, place, conflict.ticketId),
    seen,
  }));
}

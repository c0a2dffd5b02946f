import type { StationState } from '#shared/api/station.ts';
import type { Language } from '#shared/catalog/languages.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { useLive } from '../state/live-store.ts';
import { ownZone } from './format.ts';
import { useWords } from './use-words.ts';
import type { Place } from './verdict-text.ts';

/** The station's time and the event's zone, in which everything at this door is told. */
export function usePlace(): Place {
  const { language } = useWords();
  const now = useLive(state => state.now);
  const zone = useLive(zoneOf);
  return { now: now ?? instantFromMs(0), zone: zone ?? ownZone(), language };
}

export function placeOf(state: StationState | null, language: Language): Place {
  return { now: state?.now ?? instantFromMs(0), zone: state === null ? ownZone() : zoneOf(state), language };
}

function zoneOf(state: StationState): string {
  return state.places.find(option => option.eventId === state.place?.eventId)?.zone ?? ownZone();
}

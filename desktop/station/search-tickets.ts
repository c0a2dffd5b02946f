import type { z } from 'zod';
import { decideScan } from '#shared/admission/decide-scan.ts';
import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { SearchAnswer, SearchHit, stationRequests } from '#shared/api/station.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import { verdictWords } from '#shared/wording/verdict-words.ts';
import { loadScanFacts } from './load-scan-facts.ts';
import { currentMode, mustHavePlace, type Place, type Station, stationNow } from './station.ts';
import { ticketView } from './ticket-view.ts';

/** By name, order, mail or last four digits. */
export function searchTickets(station: Station, { query }: z.output<typeof stationRequests.search>): SearchAnswer {
  const place = mustHavePlace(station);
  const found = station.store.tickets.search(place.event.eventId, query, limits.searchResultsMax);
  return {
    hits: found.tickets.map(ticket => searchHit(station, place, ticket)),
    more: found.more,
    indexing: found.indexing,
  };
}

/** A ticket in a list, with what the door would say to it; nothing is recorded. */
export function searchHit(station: Station, place: Place, ticket: MirrorTicket): SearchHit {
  const scan = {
    scanId: mintId('OpId', station.randomBytes),
    direction: currentMode(station).direction,
    mode: 'verify',
    confirmed: [],
    override: null,
  } as const;
  const now = stationNow(station);
  const verdict = decideScan(loadScanFacts(station, place, { kind: 'ticket', ticket }), scan, now);
  const canAdmit = verdict.kind === 'admit' || verdict.kind === 'ask';
  const language = chooseLanguage(place.event.languages);
  const why = canAdmit ? null : verdictWords(verdict, { zone: place.event.zone, language, now }).sentence;
  return { ...ticketView(station, place, ticket), canAdmit, why };
}

import type { MirrorTicket } from '../admission/mirror.ts';
import type { Scan, ScanFacts } from '../admission/types.ts';
import { aDoorCheckpoint, aDoorEvent } from './a-door-event.ts';
import { aMirrorTicket } from './a-mirror-ticket.ts';
import { anId } from './an-id.ts';

/** Facts for a good ticket at the main entrance; `ticket` is short for a match with that row. */
export function scanFacts(over: Partial<ScanFacts> & { readonly ticket?: MirrorTicket } = {}): ScanFacts {
  const { ticket, ...facts } = over;
  return {
    event: aDoorEvent(),
    checkpoint: aDoorCheckpoint(),
    match: { kind: 'ticket', ticket: ticket ?? aMirrorTicket() },
    history: [],
    guardian: null,
    addOns: [],
    zoneInside: null,
    rosterComplete: true,
    ...facts,
  };
}

export function aScan(over: Partial<Scan> = {}): Scan {
  return { scanId: anId('OpId', 100), direction: 'in', mode: 'admit', confirmed: [], override: null, ...over };
}

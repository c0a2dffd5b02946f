import type { EventDetail } from '#shared/api/events.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadCheckpoints } from '../checkpoints/load-checkpoints.ts';
import { loadGates } from '../checkpoints/load-gates.ts';
import { loadZones } from '../checkpoints/load-zones.ts';
import { loadPools } from '../pools/load-pools.ts';
import { loadQuestions } from '../questions/load-questions.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { loadEvent } from './load-event.ts';

/** An event with all that belongs to it, as its page shows it. */
export async function loadEventDetail(tx: Tx, orgId: OrgId, eventId: EventId): Promise<EventDetail> {
  return {
    ...(await loadEvent(tx, orgId, eventId)),
    tiers: await loadTiers(tx, orgId, eventId),
    pools: await loadPools(tx, orgId, eventId),
    zones: await loadZones(tx, orgId, eventId),
    checkpoints: await loadCheckpoints(tx, orgId, eventId),
    gates: await loadGates(tx, orgId, eventId),
    questions: await loadQuestions(tx, orgId, eventId),
  };
}

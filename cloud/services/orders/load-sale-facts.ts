import type { EventView } from '#shared/api/events.ts';
import type { Organization } from '#shared/api/organizations.ts';
import type { QuestionView } from '#shared/api/questions.ts';
import type { TierView } from '#shared/api/tiers.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { loadQuestions } from '../questions/load-questions.ts';
import { loadTiers } from '../tiers/load-tiers.ts';

/** All that decides what a cart costs and whether it may be had. */
export type SaleFacts = {
  readonly event: EventView;
  readonly organization: Organization;
  /** Those that can be bought. */
  readonly tiers: readonly TierView[];
  readonly questions: readonly QuestionView[];
};

/** `forShare`: nobody changes tiers and pools between what was read and what is written after it (EV-4). */
export async function loadSaleFacts(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  now: Instant,
  options: { forShare?: boolean } = {},
): Promise<SaleFacts> {
  const event = await loadEvent(tx, orgId, eventId, options);
  // EV-6.
  if (event.state !== 'published' || now >= event.endsAt)
    throw refusal('not-on-sale', { state: event.state, closesAt: event.endsAt });
  return {
    event,
    organization: await loadOrganization(tx, orgId),
    tiers: (await loadTiers(tx, orgId, eventId)).filter(tier => !tier.archived),
    questions: (await loadQuestions(tx, orgId, eventId)).filter(question => !question.archived),
  };
}

import type { EventView } from '#shared/api/events.ts';
import type { Organization } from '#shared/api/organizations.ts';
import type { QuestionView } from '#shared/api/questions.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { eventOnSale } from '#shared/catalog/on-sale.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadEvent } from '../events/load-event.ts';
import { loadOrganization } from '../organizations/load-organization.ts';
import { findPaymentAccount, type PaymentAccountRecord } from '../payments/load-payment-account.ts';
import { loadQuestions } from '../questions/load-questions.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import { loadRoomDoor, type WaitingRoomDoor } from '../waiting-room/load-waiting-room.ts';

/** All that decides what a cart costs and whether it may be had. */
export type SaleFacts = {
  readonly event: EventView;
  readonly organization: Organization;
  /** Those that can be bought. */
  readonly tiers: readonly TierView[];
  readonly questions: readonly QuestionView[];
  /** PY-5, PY-11, PY-12: the organization's account, if it has one: whether it may take money now, in what, and how little. */
  readonly account: Pick<PaymentAccountRecord, 'cardPayments' | 'currency' | 'minimumMinor'> | null;
  /** WR-1: what stands in front of the sale, if anything does. */
  readonly waitingRoom: WaitingRoomDoor | null;
};

/** What can be sold of an event, whatever the time is. */
export async function readSaleFacts(tx: Tx, orgId: OrgId, eventId: EventId): Promise<SaleFacts> {
  return {
    event: await loadEvent(tx, orgId, eventId),
    organization: await loadOrganization(tx, orgId),
    tiers: (await loadTiers(tx, orgId, eventId)).filter(tier => !tier.archived),
    questions: (await loadQuestions(tx, orgId, eventId)).filter(question => !question.archived),
    account: await findPaymentAccount(tx, orgId),
    waitingRoom: await loadRoomDoor(tx, orgId, eventId),
  };
}

/** The same, or the refusal thrown when the event is not on sale now. */
export async function loadSaleFacts(tx: Tx, orgId: OrgId, eventId: EventId, now: Instant): Promise<SaleFacts> {
  const facts = await readSaleFacts(tx, orgId, eventId);
  requireOnSale(facts.event, now);
  return facts;
}

/** EV-6. */
export function requireOnSale(event: EventView, now: Instant): void {
  if (!eventOnSale(event, now)) throw refusal('not-on-sale', { state: event.state, closesAt: event.endsAt });
}

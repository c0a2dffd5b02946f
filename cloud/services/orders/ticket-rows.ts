import { must } from '#shared/kernel/assert.ts';
import type { EventId, OrgId } from '#shared/kernel/ids.ts';
import { searchKeyOf } from '#shared/tickets/search-key.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadDoorAnswerIds } from '../checkpoints/load-door-answer-ids.ts';
import type { Ctx } from '../ctx.ts';
import { loadSigner, type TicketSigner } from '../keys/load-signer.ts';
import type { KeyVault } from '../ports.ts';
import type { TicketRow } from '../tickets/record-tickets.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import type { OrderRecord } from './load-order.ts';
import type { StandingGuardians } from './standing-guardians.ts';

/** What the tickets of an event are written with. */
export type Issuing = {
  readonly tiers: Awaited<ReturnType<typeof loadTiers>>;
  readonly signer: TicketSigner;
  /** Only what a door rule reads travels to stations. */
  readonly doorAnswerIds: ReadonlySet<string>;
};

export async function loadIssuing(tx: Tx, orgId: OrgId, eventId: EventId, vault: KeyVault): Promise<Issuing> {
  const [tiers, signer, doorAnswerIds] = await Promise.all([
    loadTiers(tx, orgId, eventId),
    loadSigner(tx, orgId, eventId, vault),
    loadDoorAnswerIds(tx, orgId, eventId),
  ]);
  return { tiers, signer, doorAnswerIds };
}

/** The tickets that an order drafted, signed; children are bound to whoever stands now for the guardian they named. */
export function ticketRows(
  ctx: Ctx,
  order: OrderRecord,
  { tiers, signer, doorAnswerIds }: Issuing,
  guardians: StandingGuardians,
): TicketRow[] {
  const { eventId, orderId, drafts } = order;
  return drafts.map(({ answers, ...draft }) => {
    const tier = must(
      tiers.find(known => known.tierId === draft.tierId),
      `tier ${draft.tierId}`,
    );
    return {
      ...draft,
      guardianTicketId: draft.guardianTicketId && (guardians.get(draft.guardianTicketId) ?? draft.guardianTicketId),
      orgId: ctx.orgId,
      eventId,
      orderId,
      state: 'valid',
      stateSince: ctx.now,
      searchKey: searchKeyOf({ holder: draft.holder, ...order }),
      keyId: signer.keyId,
      code: signer.codeFor({ ...draft, tierNumber: tier.number }),
      answers: Object.fromEntries(Object.entries(answers).filter(([questionId]) => doorAnswerIds.has(questionId))),
      createdAt: ctx.now,
    };
  });
}

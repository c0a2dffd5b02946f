import { must } from '#shared/kernel/assert.ts';
import { searchKeyOf } from '#shared/tickets/search-key.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadDoorAnswerIds } from '../checkpoints/load-door-answer-ids.ts';
import type { Ctx } from '../ctx.ts';
import { commitHold, loadHold } from '../holds/end-hold.ts';
import { loadSigner } from '../keys/load-signer.ts';
import type { KeyVault } from '../ports.ts';
import { recordTickets } from '../tickets/record-tickets.ts';
import { loadTiers } from '../tiers/load-tiers.ts';
import type { OrderRecord } from './load-order.ts';

/** The order, locked, is paid for or given away: its places are sold and its tickets signed and written. */
export async function issueTickets(tx: Tx, ctx: Ctx, vault: KeyVault, order: OrderRecord): Promise<void> {
  const { eventId, orderId, drafts } = order;
  const tiers = await loadTiers(tx, ctx.orgId, eventId);
  const signer = await loadSigner(tx, ctx.orgId, eventId, vault);
  const doorAnswerIds = await loadDoorAnswerIds(tx, ctx.orgId, eventId);
  // After what is only read: from here on every order of these pools waits for this one.
  await commitHold(tx, ctx, await loadHold(tx, ctx, orderId));
  await recordTickets(
    tx,
    drafts.map(({ answers, ...draft }) => {
      const tier = must(
        tiers.find(known => known.tierId === draft.tierId),
        `tier ${draft.tierId}`,
      );
      return {
        ...draft,
        orgId: ctx.orgId,
        eventId,
        orderId,
        state: 'valid',
        stateSince: ctx.now,
        searchKey: searchKeyOf({ holder: draft.holder, ...order }),
        keyId: signer.keyId,
        code: signer.codeFor({ ...draft, tierNumber: tier.number }),
        // Only what a door rule reads travels to stations.
        answers: Object.fromEntries(Object.entries(answers).filter(([questionId]) => doorAnswerIds.has(questionId))),
        createdAt: ctx.now,
      };
    }),
  );
}

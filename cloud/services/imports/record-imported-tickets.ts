import { placesPerPool, planTaking } from '#shared/inventory/pool.ts';
import { must } from '#shared/kernel/assert.ts';
import { type EventId, type ImportId, mintId } from '#shared/kernel/ids.ts';
import { orRefuse } from '#shared/kernel/refusal.ts';
import type { GoodRow } from '#shared/tickets/plan-import.ts';
import { searchKeyOf } from '#shared/tickets/search-key.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { lockPools } from '../pools/lock-pools.ts';
import { recordPoolChanges } from '../pools/record-pool-changes.ts';
import { loadQuestions } from '../questions/load-questions.ts';
import { questionsOpenAtDoor } from '../questions/questions-open-at-door.ts';
import { recordTickets } from '../tickets/record-tickets.ts';
import { loadTiers } from '../tiers/load-tiers.ts';

/** IN-8: imported tickets take places like sold ones; a file that brings more than are left is refused whole. */
export async function recordImportedTickets(
  tx: Tx,
  ctx: Ctx,
  eventId: EventId,
  importId: ImportId,
  rows: readonly GoodRow[],
): Promise<void> {
  const tiers = await loadTiers(tx, ctx.orgId, eventId);
  const questions = await loadQuestions(tx, ctx.orgId, eventId);
  const poolsOf = (row: GoodRow) =>
    must(
      tiers.find(tier => tier.tierId === row.tierId),
      'the tier of a good row',
    ).poolIds;
  const wanted = placesPerPool(rows.map(row => ({ poolIds: poolsOf(row), quantity: 1 })));
  const pools = await lockPools(
    tx,
    ctx.orgId,
    eventId,
    wanted.map(({ poolId }) => poolId),
  );
  const changes = orRefuse(planTaking(pools, wanted, places => ({ sold: places, held: 0, lent: 0 })));
  await recordPoolChanges(tx, ctx.orgId, eventId, changes);
  await recordTickets(
    tx,
    rows.map(row => ({
      orgId: ctx.orgId,
      eventId,
      ticketId: mintId('TicketId', ctx.randomBytes),
      tierId: row.tierId,
      state: 'valid',
      stateSince: ctx.now,
      holder: row.holder,
      seat: row.seat,
      importedCode: row.code,
      importId,
      searchKey: searchKeyOf({ holder: row.holder, buyerName: '', buyerEmail: '', buyerPhone: null }),
      missingAnswers: questionsOpenAtDoor(questions, row.tierId, []),
      createdAt: ctx.now,
    })),
  );
}

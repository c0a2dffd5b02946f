import { and, eq } from 'drizzle-orm';
import { addMs } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { holds } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadEvent } from '../events/load-event.ts';
import type { SettlementTarget } from './apply-settlement.ts';

/** IN-2: money is on its way: the places are kept for it, as long as a bank takes and not beyond the event. */
export async function extendHold(tx: Tx, ctx: Ctx, { hold, payment }: SettlementTarget): Promise<void> {
  if (hold === null || hold.state !== 'held') return;
  const { endsAt } = await loadEvent(tx, ctx.orgId, hold.eventId);
  const wanted = addMs(payment.createdAt, limits.holdProcessingMs);
  const lapsesAt = wanted < endsAt ? wanted : endsAt;
  if (lapsesAt <= hold.lapsesAt) return;
  await tx
    .update(holds)
    .set({ lapsesAt })
    .where(and(eq(holds.orgId, ctx.orgId), eq(holds.holdId, hold.holdId)));
}

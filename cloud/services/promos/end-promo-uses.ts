import { sql } from 'drizzle-orm';
import type { OrderId } from '#shared/kernel/ids.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/** PR-5: orders came to nothing, and what they used of promo codes may be used again. Called before any pool is locked. */
export async function endPromoUses(tx: Tx, ctx: Ctx, orderIds: readonly OrderId[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.execute(sql`
    with ended as (
      update app.promo_uses set ended_at = ${ctx.now}::timestamptz
      where org_id = ${ctx.orgId} and order_id = any(${sql.param([...orderIds])}::text[]) and ended_at is null
      returning event_id, code
    ), locked as (
      select c.event_id, c.code, n.times from app.promo_codes c
      join (select event_id, code, count(*)::integer as times from ended group by 1, 2) n
        on n.event_id = c.event_id and n.code = c.code
      where c.org_id = ${ctx.orgId} order by c.event_id, c.code for no key update of c
    )
    update app.promo_codes c set uses = c.uses - l.times from locked l
    where c.org_id = ${ctx.orgId} and c.event_id = l.event_id and c.code = l.code`);
}

import { and, eq } from 'drizzle-orm';
import { encodeBase32 } from '#shared/kernel/base32.ts';
import type { EventId } from '#shared/kernel/ids.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { orders } from '../../db/tables/orders.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

/** Five letters that are free in the event; more when those run short. */
export async function mintOrderRef(tx: Tx, ctx: Ctx, eventId: EventId): Promise<string> {
  for (const letters of [5, 5, 6, 6, 7, 8]) {
    const ref = encodeBase32(ctx.randomBytes(5)).slice(0, letters);
    const [taken] = await tx
      .select({ ref: orders.ref })
      .from(orders)
      .where(and(eq(orders.orgId, ctx.orgId), eq(orders.eventId, eventId), eq(orders.ref, ref)));
    if (taken === undefined) return ref;
  }
  throw refusal('busy');
}

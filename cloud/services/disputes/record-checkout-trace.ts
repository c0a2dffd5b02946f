import type { EventId, OrderId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import { checkoutTraces } from '../../db/tables/selling.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

const textCharsMax = 20_000;
const lineCharsMax = 500;

/** OR-7: kept with an order when it is placed: the terms as they were accepted, and from where. The first word stands. */
export async function recordCheckoutTrace(
  tx: Tx,
  ctx: Ctx,
  order: { readonly orderId: OrderId; readonly eventId: EventId },
  trace: {
    readonly termsText: string | null;
    readonly termsAcceptedAt: Instant | null;
    readonly address: string | null;
    readonly device: string | null;
  },
): Promise<void> {
  await tx
    .insert(checkoutTraces)
    .values({
      orgId: ctx.orgId,
      orderId: order.orderId,
      eventId: order.eventId,
      termsText: trace.termsText?.slice(0, textCharsMax) ?? null,
      termsAcceptedAt: trace.termsAcceptedAt,
      address: trace.address?.slice(0, lineCharsMax) ?? null,
      device: trace.device?.slice(0, lineCharsMax) ?? null,
      recordedAt: ctx.now,
    })
    .onConflictDoNothing();
}

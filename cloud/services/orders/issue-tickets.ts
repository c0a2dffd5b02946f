import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { commitHold, type HoldRecord } from '../holds/end-hold.ts';
import type { KeyVault } from '../ports.ts';
import { recordTickets } from '../tickets/record-tickets.ts';
import type { OrderRecord } from './load-order.ts';
import { standingGuardians } from './standing-guardians.ts';
import { loadIssuing, ticketRows } from './ticket-rows.ts';

/** The order and its hold, locked, are paid for or given away: its places are sold and its tickets signed and written. */
export async function issueTickets(
  tx: Tx,
  ctx: Ctx,
  vault: KeyVault,
  { order, hold }: { readonly order: OrderRecord; readonly hold: HoldRecord },
): Promise<void> {
  const issuing = await loadIssuing(tx, ctx.orgId, order.eventId, vault);
  const guardians = await standingGuardians(tx, [order]);
  // After what is only read: from here on every order of these pools waits for this one.
  await commitHold(tx, ctx, hold);
  await recordTickets(tx, ticketRows(ctx, order, issuing, guardians));
}

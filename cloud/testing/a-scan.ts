import type { OrderView } from '#shared/api/orders.ts';
import { mintId } from '#shared/kernel/ids.ts';
import type { TestApp } from './app.ts';

/** Somebody was let in with an order of organization A, on the ticket of its first guest. */
export async function aScan(
  cloud: TestApp,
  order: OrderView,
  by: { readonly gate: string; readonly station: string; readonly operator: string },
): Promise<void> {
  const { randomBytes } = cloud.deps;
  const checkpointId = mintId('CheckpointId', randomBytes);
  const ticket = order.tickets.find(({ holder }) => holder === 'Guest 1');
  await cloud.root.query(
    `insert into app.checkpoints (org_id, event_id, checkpoint_id, name) values ($1, $2, $3, $3)`,
    [cloud.a.orgId, order.eventId, checkpointId],
  );
  await cloud.root.query(
    `insert into app.scans (org_id, event_id, scan_id, ticket_id, checkpoint_id, gate_name, station_name, operator_name, kind,
       at, told_at, verdict, via, direction, mode, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'in', $9, $9, 'admit', 'scanner', 'in', 'admit', $9)`,
    [
      cloud.a.orgId,
      order.eventId,
      mintId('OpId', randomBytes),
      ticket?.ticketId,
      checkpointId,
      by.gate,
      by.station,
      by.operator,
      cloud.clock.now,
    ],
  );
}

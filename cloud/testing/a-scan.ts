import type { OrderView } from '#shared/api/orders.ts';
import { mintId } from '#shared/kernel/ids.ts';
import type { TestApp } from './app.ts';

/** Somebody was let in with an order of organization A, on the ticket of its first guest; `undo` takes it back, as a door does. */
export async function aScan(
  cloud: TestApp,
  order: OrderView,
  by: { readonly gate: string; readonly station: string; readonly operator: string },
): Promise<{ readonly undo: () => Promise<void> }> {
  const { randomBytes } = cloud.deps;
  const checkpointId = mintId('CheckpointId', randomBytes);
  const ticket = order.tickets.find(({ holder }) => holder === 'Guest 1');
  await cloud.root.query(
    `insert into app.checkpoints (org_id, event_id, checkpoint_id, name) values ($1, $2, $3, $3)`,
    [cloud.a.orgId, order.eventId, checkpointId],
  );
  const scanId = mintId('OpId', randomBytes);
  const insert = (id: string, kind: 'in' | 'undo', undoes: string | null) =>
    cloud.root.query(
      `insert into app.scans (org_id, event_id, scan_id, ticket_id, checkpoint_id, gate_name, station_name, operator_name, kind,
       at, told_at, verdict, via, direction, mode, received_at, undoes_scan_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $10, $9, $9, 'admit', 'scanner', 'in', 'admit', $9, $11)`,
      [
        cloud.a.orgId,
        order.eventId,
        id,
        ticket?.ticketId,
        checkpointId,
        by.gate,
        by.station,
        by.operator,
        cloud.clock.now,
        kind,
        undoes,
      ],
    );
  await insert(scanId, 'in', null);
  return {
    undo: async () => {
      await insert(mintId('OpId', randomBytes), 'undo', scanId);
    },
  };
}

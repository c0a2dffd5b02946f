import { z } from 'zod';
import { entryWindowSchema } from '../catalog/door-event.ts';
import { orderStates } from '../catalog/order-states.ts';
import { idSchema, instantSchema } from '../kernel/schemas.ts';
import { ticketStates } from '../tickets/ticket-actions.ts';

/** A ticket as stations keep it: what the door needs and no more (no mail address, no phone, no code: the signature is checked). */
export const mirrorTicketSchema = z.object({
  ticketId: idSchema('TicketId'),
  tierId: idSchema('TierId'),
  state: z.enum(ticketStates),
  /** When the state was entered, told for `replaced` and the void states. */
  stateSince: instantSchema.nullable(),
  disputed: z.boolean(),
  /** The organizer's words for blocking it (CK-7); null is not blocked. */
  blocked: z.string().nullable(),
  orderId: idSchema('OrderId').nullable(),
  /** What people read out: five letters and digits. */
  orderRef: z.string().nullable(),
  orderState: z.enum(orderStates),
  /** How many tickets the order has. */
  orderSize: z.int().min(0),
  holder: z.string().nullable(),
  seat: z.string().nullable(),
  /** Folded words that search finds: holder, buyer, mail local part, last four. */
  searchKey: z.string(),
  window: entryWindowSchema.nullable(),
  guardianTicketId: idSchema('TicketId').nullable(),
  /** TC-5: the exact text of a foreign barcode. */
  importedCode: z.string().nullable(),
  attention: z.string().nullable(),
  /** Ids of required questions still without an answer (CK-16). */
  missingAnswers: z.array(idSchema('QuestionId')),
  /** Answers a door rule reads: question id to text. */
  answers: z.record(z.string(), z.string()),
});
export type MirrorTicket = z.infer<typeof mirrorTicketSchema>;

/** A scan that makes history (CK-20 to CK-25): somebody went in or out, or an earlier scan was taken back. */
export const mirrorScanSchema = z.object({
  scanId: idSchema('OpId'),
  ticketId: idSchema('TicketId'),
  checkpointId: idSchema('CheckpointId'),
  gateId: idSchema('GateId').nullable(),
  stationId: idSchema('StationId').nullable(),
  /** Names told at other doors, so that "used at Gate 1" needs no look-up. */
  gateName: z.string().nullable(),
  stationName: z.string().nullable(),
  kind: z.enum(['in', 'out', 'undo']),
  /** For an undo, the scan it takes back. */
  undoes: idSchema('OpId').nullable(),
  /** Scan time corrected by the station's measured clock offset (CK-30). */
  at: instantSchema,
  override: z.boolean(),
  operatorName: z.string().nullable(),
});
export type MirrorScan = z.infer<typeof mirrorScanSchema>;

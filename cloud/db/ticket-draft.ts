import type { OrderLineId, QuestionId, TicketId, TierId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';

/** A ticket of an order that is not issued yet, as `orders.drafts` keeps it. */
export type TicketDraft = {
  readonly ticketId: TicketId;
  readonly lineId: OrderLineId;
  readonly tierId: TierId;
  readonly holder: string | null;
  readonly seat: string | null;
  readonly attention: string | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly guardianTicketId: TicketId | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly missingAnswers: readonly QuestionId[];
};

import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { OrderId, TicketId, TierId } from '#shared/kernel/ids.ts';
import { insertTicketsOn } from './insert-tickets.ts';
import { asRow, idOf, idOrNull, intOf, type Row, textOf, textOrNull } from './row.ts';
import type { SqlDatabase } from './sql.ts';
import { readTicket, ticketColumns } from './ticket-row.ts';

/** A ticket as the search index reads it, without the rest of it. */
export type TicketWords = Pick<MirrorTicket, 'ticketId' | 'searchKey' | 'holder' | 'orderRef' | 'orderId'>;

export type TicketsTable = {
  readonly byId: (eventNo: number, ticketId: TicketId) => MirrorTicket | null;
  readonly byImportedCode: (code: string) => readonly { readonly eventNo: number; readonly ticket: MirrorTicket }[];
  readonly put: (eventNo: number, ticket: MirrorTicket) => void;
  /** Tickets that are not there yet. */
  readonly add: (eventNo: number, tickets: readonly MirrorTicket[]) => void;
  /** Empties a stretch of the roster; both ends are ids, `upTo` is in it. */
  readonly clear: (eventNo: number, after: string, upTo: string) => void;
  /** The next tickets in the order of their ids. */
  readonly after: (eventNo: number, after: string, limit: number) => readonly MirrorTicket[];
  /** What search knows them by, in the order of their ids. */
  readonly wordsAfter: (eventNo: number, after: string, limit: number) => readonly TicketWords[];
  readonly validByTier: (eventNo: number) => ReadonlyMap<TierId, number>;
};

export function ticketsTable(database: SqlDatabase): TicketsTable {
  const byId = database.prepare(`select ${ticketColumns} from tickets where event_no = ? and ticket_id = ?`);
  const byCode = database.prepare('select event_no, ticket_id from imported_codes where code = ? limit 20');
  const remove = database.prepare('delete from tickets where event_no = ? and ticket_id = ?');
  const clear = database.prepare('delete from tickets where event_no = ? and ticket_id > ? and ticket_id <= ?');
  const after = database.prepare(
    `select ${ticketColumns} from tickets where event_no = ? and ticket_id > ? order by ticket_id limit ?`,
  );
  const wordsAfter = database.prepare(
    `select ticket_id, search_key, holder, order_ref, order_id from tickets where event_no = ? and ticket_id > ?
     order by ticket_id limit ?`,
  );
  const valid = database.prepare('select tier_id, valid from tier_counts where event_no = ?');
  const find = (eventNo: number, ticketId: TicketId) => {
    const raw = byId.get(eventNo, ticketId);
    return raw === undefined ? null : readTicket(asRow(raw));
  };
  const add = insertTicketsOn(database);
  return {
    byId: find,
    byImportedCode: code =>
      byCode.all(code).flatMap(raw => {
        const eventNo = intOf(asRow(raw), 'event_no');
        const ticket = find(eventNo, idOf('TicketId', asRow(raw), 'ticket_id'));
        return ticket === null ? [] : [{ eventNo, ticket }];
      }),
    add,
    put: (eventNo, ticket) => {
      remove.run(eventNo, ticket.ticketId);
      add(eventNo, [ticket]);
    },
    clear: (eventNo, from, upTo) => {
      clear.run(eventNo, from, upTo);
    },
    after: (eventNo, from, limit) => after.all(eventNo, from, limit).map(raw => readTicket(asRow(raw))),
    wordsAfter: (eventNo, from, limit) => wordsAfter.all(eventNo, from, limit).map(raw => readWords(asRow(raw))),
    validByTier: eventNo =>
      new Map(
        valid.all(eventNo).map(raw => [idOf('TierId', asRow(raw), 'tier_id'), intOf(asRow(raw), 'valid')] as const),
      ),
  };
}

function readWords(row: Row): TicketWords {
  return {
    ticketId: idOf('TicketId', row, 'ticket_id'),
    searchKey: textOf(row, 'search_key'),
    holder: textOrNull(row, 'holder'),
    orderRef: textOrNull(row, 'order_ref'),
    orderId: idOrNull('OrderId', row, 'order_id'),
  };
}

/** What the search index holds of a ticket besides its words: its order, as one word. */
export function orderWord(orderId: OrderId): string {
  return orderId.replace('_', '').toLowerCase();
}

import type { MirrorTicket } from '#shared/admission/mirror.ts';
import type { OrderId, TicketId } from '#shared/kernel/ids.ts';
import type { FoundTickets } from '../station/ports.ts';
import { foldWords } from './fold-words.ts';
import { asRow, idOf } from './row.ts';
import type { SqlDatabase } from './sql.ts';
import { orderWord, type TicketsTable, type TicketWords } from './tickets-table.ts';

/** A search that has to do without the index looks at no more tickets than this. */
const scanRowsMax = 20_000;
/** Stale entries are passed over, so that more are asked for than are wanted. */
const hitsPerResult = 4;

export type SearchIndex = {
  readonly add: (eventNo: number, ticket: TicketWords) => void;
  readonly find: (eventNo: number, query: string, limit: number, ready: boolean) => FoundTickets;
  readonly ofOrder: (eventNo: number, orderId: OrderId, ready: boolean) => readonly MirrorTicket[];
  readonly clear: () => void;
};

/** Words to tickets. Entries are only ever added; whether one still holds is read off the ticket itself. */
export function searchIndex(database: SqlDatabase, tickets: TicketsTable): SearchIndex {
  const addDoc = database.prepare('insert into search_docs (doc_no, event_no, ticket_id) values (null, ?, ?)');
  const addWords = database.prepare('insert into search_words (rowid, words) values (?, ?)');
  const match = database.prepare(
    `select d.ticket_id as ticket_id from search_words join search_docs d on d.doc_no = search_words.rowid
     where search_words match ? and d.event_no = ? limit ?`,
  );
  const indexed = (eventNo: number, expression: string, limit: number, holds: (ticket: MirrorTicket) => boolean) => {
    const ids = new Set<TicketId>();
    for (const raw of match.all(expression, eventNo, limit * hitsPerResult))
      ids.add(idOf('TicketId', asRow(raw), 'ticket_id'));
    const found: MirrorTicket[] = [];
    for (const ticketId of ids) {
      const ticket = tickets.byId(eventNo, ticketId);
      if (ticket !== null && holds(ticket)) found.push(ticket);
      if (found.length === limit) break;
    }
    return found;
  };
  const scanned = (eventNo: number, limit: number, holds: (ticket: MirrorTicket) => boolean) => {
    const found: MirrorTicket[] = [];
    let after = '';
    for (let seen = 0; seen < scanRowsMax && found.length < limit; seen += 1_000) {
      const page = tickets.after(eventNo, after, 1_000);
      found.push(...page.filter(holds));
      const last = page.at(-1);
      if (last === undefined || page.length < 1_000) break;
      after = last.ticketId;
    }
    return found.slice(0, limit);
  };
  return {
    add: (eventNo, ticket) => {
      const docNo = addDoc.run(eventNo, ticket.ticketId).lastInsertRowid;
      addWords.run(docNo, wordsOf(ticket).join(' '));
    },
    find: (eventNo, query, limit, ready) => {
      const words = foldWords(query);
      if (words.length === 0) return { tickets: [], more: false, indexing: !ready };
      const holds = (ticket: MirrorTicket) => matchesWords(ticket, words);
      const expression = words.map(word => `"${word}"*`).join(' AND ');
      const found = ready ? indexed(eventNo, expression, limit + 1, holds) : scanned(eventNo, limit + 1, holds);
      return { tickets: found.slice(0, limit), more: found.length > limit, indexing: !ready };
    },
    ofOrder: (eventNo, orderId, ready) => {
      const holds = (ticket: MirrorTicket) => ticket.orderId === orderId;
      const found = ready ? indexed(eventNo, `"${orderWord(orderId)}"`, 200, holds) : scanned(eventNo, 200, holds);
      return found.toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
    },
    clear: () => {
      database.exec("insert into search_words (search_words) values ('delete-all')");
      database.exec('delete from search_docs');
    },
  };
}

function wordsOf(ticket: TicketWords): readonly string[] {
  const words = foldWords(`${ticket.searchKey} ${ticket.holder ?? ''} ${ticket.orderRef ?? ''}`);
  return ticket.orderId === null ? words : [...words, orderWord(ticket.orderId)];
}

function matchesWords(ticket: MirrorTicket, wanted: readonly string[]): boolean {
  const words = wordsOf(ticket);
  return wanted.every(word => words.some(candidate => candidate.startsWith(word)));
}

import path from 'node:path';
import { expect, test } from 'vitest';
import { anId } from '#shared/testing/an-id.ts';
import {
  fillStore,
  openTestStore,
  someTickets,
  temporaryFolder,
  testCursor,
  testEvent,
} from '../testing/station-world.ts';
import { openBetterSqlite } from './open-better-sqlite.ts';

test('[SY-1] what counts with a ticket and what answers to its code is right however it came: by a page, again, or by the feed', () => {
  using place = temporaryFolder();
  const opened = openTestStore(place.folder);
  const event = testEvent();
  // Statements of many rows and some single ones; every seventh has a foreign code, every fifth is cancelled.
  const tickets = someTickets(163, n => ({
    tierId: anId('TierId', 1 + (n % 2)),
    state: n % 5 === 0 ? 'cancelled' : 'valid',
    importedCode: n % 7 === 0 ? `F-${n}` : null,
  }));
  fillStore(opened, event, tickets);
  opened.mirror.startOver(event.eventId);
  opened.mirror.begin({ event, cursor: testCursor, ticketTotal: 163, scanTotal: 0 });
  opened.mirror.addTickets(event.eventId, tickets.slice(0, 80), tickets[79]?.ticketId ?? '');
  opened.mirror.addTickets(event.eventId, tickets.slice(80, 150), tickets[149]?.ticketId ?? '');
  opened.mirror.finish(event.eventId, event.startsAt);
  const [first] = tickets;
  const changed = tickets.slice(0, 8).map(ticket => ({ ...ticket, state: 'refunded' as const, importedCode: 'F-14' }));
  opened.mirror.applyFeed(
    event.eventId,
    changed.map(ticket => ({ kind: 'ticket', eventId: event.eventId, ticket })),
    { cursor: testCursor, at: event.startsAt },
  );
  expect(opened.store.tickets.byId(event.eventId, anId('TicketId', 1))).toEqual({ ...first, ...changed[0] });
  expect(opened.store.tickets.byImportedCode('F-14')).toHaveLength(9);
  expect(opened.store.tickets.byImportedCode('F-7')).toEqual([]);
  expect(opened.store.tickets.byImportedCode('F-147').map(found => found.ticket)).toEqual([tickets[146]]);
  opened.close();
  const raw = openBetterSqlite(path.join(place.folder, 'station.db'));
  const counted = raw.prepare(
    "select event_no, tier_id, count(*) as valid from tickets where state = 'valid' group by 1, 2",
  );
  expect(raw.prepare('select event_no, tier_id, valid from tier_counts order by 1, 2').all()).toEqual(counted.all());
  expect(raw.prepare('select count(*) as n from tickets').all()).toEqual([{ n: 150 }]);
  const coded =
    'select imported_code as code, event_no, ticket_id from tickets where imported_code is not null order by 1, 3';
  expect(raw.prepare('select * from imported_codes order by 1, 3').all()).toEqual(raw.prepare(coded).all());
  raw.close();
});

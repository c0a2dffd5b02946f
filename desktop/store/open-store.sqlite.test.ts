import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { OpBody } from '#shared/sync/operations.ts';
import { doorsAt } from '#shared/testing/a-door-event.ts';
import { anId } from '#shared/testing/an-id.ts';
import { fillStore, openTestStore, someTickets, temporaryFolder, testEvent } from '../testing/station-world.ts';
import { openBetterSqlite } from './open-better-sqlite.ts';
import type { OpenedStore } from './open-store.ts';

const note = (text: string): OpBody => ({ kind: 'note', eventId: null, topic: 'paired', operatorId: null, text });
const appendNote = (opened: OpenedStore, n: number) =>
  opened.store.journal.append({ opId: anId('OpId', n), at: doorsAt, clockOffsetMs: null, body: note(`note ${n}`) });

test('[SY-9] a file of a newer version is refused and left as it is', () => {
  using place = temporaryFolder();
  openTestStore(place.folder).close();
  const file = path.join(place.folder, 'station.db');
  const raw = openBetterSqlite(file);
  raw.exec('pragma user_version = 999');
  raw.close();
  const before = readFileSync(file);
  expect(() => openTestStore(place.folder)).toThrow(/storage-damaged.*newer-version/);
  expect(readFileSync(file)).toEqual(before);
});

test('[SY-9] a damaged file is put aside, what was not sent is carried over under the same ids, and a new one works', () => {
  using place = temporaryFolder();
  const first = openTestStore(place.folder);
  fillStore(first, testEvent(), someTickets(2_000));
  for (let n = 1; n <= 20; n++) appendNote(first, n);
  first.store.journal.recordAnswers(1, [{ seq: 1, opId: anId('OpId', 1), outcome: 'applied', why: null }], doorsAt);
  first.close();
  const file = path.join(place.folder, 'station.db');
  destroyRosterPages(file);
  const second = openTestStore(place.folder);
  expect(readdirSync(place.folder).some(name => name.includes('.damaged-'))).toBe(true);
  const head = second.store.journal.current();
  const ops = second.store.journal.after(head?.journalNo ?? 0, 0, 100);
  expect(ops.map(op => op.opId)).toEqual(Array.from({ length: 19 }, (_, index) => anId('OpId', index + 2)));
  expect(head?.journalId).not.toBe(anId('JournalId', 1));
  expect(second.store.settings.read('identity')?.tokenName).toBe('device-1');
  expect(second.store.settings.read('recovery')).toMatchObject({ rescued: 19 });
  expect(second.store.events.all()).toEqual([]);
  second.close();
});

test('[SY-9] damage that is met while the file is in use is told, and the next start looks closely', () => {
  using place = temporaryFolder();
  let damaged = false;
  const first = openTestStore(place.folder, {
    openDatabase: file => {
      const real = openBetterSqlite(file);
      return {
        ...real,
        get inTransaction() {
          return real.inTransaction;
        },
        prepare: sql => {
          const statement = real.prepare(sql);
          return {
            ...statement,
            get: (...values) => {
              if (damaged) throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
              return statement.get(...values);
            },
          };
        },
      };
    },
  });
  fillStore(first, testEvent(), someTickets(1));
  damaged = true;
  const read = () => first.store.tickets.byId(testEvent().eventId, anId('TicketId', 1));
  expect(read).toThrow(/storage-damaged/);
  first.close();
  expect(readdirSync(place.folder)).toContain('station.db.suspect');
  openTestStore(place.folder).close();
  expect(readdirSync(place.folder)).toEqual(['station.db']);
});

test('[SY-9] rubbish instead of a file is put aside', () => {
  using place = temporaryFolder();
  writeFileSync(
    path.join(place.folder, 'station.db'),
    'this is no database at all, but longer than a header would be '.repeat(100),
  );
  const opened = openTestStore(place.folder);
  expect(opened.store.journal.current()).toBeNull();
  expect(opened.store.settings.read('recovery')).toMatchObject({ rescued: 0, complete: false });
  opened.close();
});

test('[SY-10] a full disk refuses the scan and loses nothing', () => {
  using place = temporaryFolder();
  let full = false;
  const opened = openTestStore(place.folder, {
    openDatabase: file => {
      const real = openBetterSqlite(file);
      return {
        ...real,
        get inTransaction() {
          return real.inTransaction;
        },
        prepare: sql => {
          const statement = real.prepare(sql);
          if (!sql.startsWith('begin')) return statement;
          return {
            ...statement,
            run: () => {
              // From here on the file may not grow.
              const pages = full ? Number(Object.values(Object(real.pragma('page_count')[0]))[0]) : 1_000_000;
              real.pragma(`max_page_count = ${pages}`);
              return statement.run();
            },
          };
        },
      };
    },
  });
  fillStore(opened, testEvent(), someTickets(10));
  full = true;
  let appended = 0;
  expect(() => {
    for (let n = 1; n <= 5_000; n++) {
      appendNote(opened, n);
      appended = n;
    }
  }).toThrow(/storage-full/);
  expect(opened.store.journal.current()?.lastSeq).toBe(appended);
  full = false;
  appendNote(opened, 9_999);
  expect(opened.store.journal.current()?.lastSeq).toBe(appended + 1);
  opened.close();
});

test('[SY-10] only what the cloud can send again is written without waiting for the disk', () => {
  using place = temporaryFolder();
  const levels: string[] = [];
  const opened = openTestStore(place.folder, {
    openDatabase: file => {
      const real = openBetterSqlite(file);
      const level = () => JSON.stringify(Object.values(Object(real.pragma('synchronous')[0])));
      return {
        ...real,
        get inTransaction() {
          return real.inTransaction;
        },
        prepare: sql => {
          const statement = real.prepare(sql);
          const noted = /^insert into (journal|tickets) /.exec(sql)?.[1];
          if (noted === undefined) return statement;
          return {
            ...statement,
            run: (...values) => {
              levels.push(`${noted} ${level()}`);
              return statement.run(...values);
            },
          };
        },
      };
    },
  });
  fillStore(opened, testEvent(), someTickets(1));
  appendNote(opened, 1);
  expect(levels).toEqual(['tickets [1]', 'journal [2]']);
  opened.close();
});

test('a second program on the same file is kept out', () => {
  using place = temporaryFolder();
  const opened = openTestStore(place.folder);
  opened.store.settings.write('stationName', 'first');
  expect(() =>
    openTestStore(place.folder, {
      openDatabase: file => {
        const database = openBetterSqlite(file);
        database.pragma('busy_timeout = 10');
        return database;
      },
    }),
  ).toThrow(/locked/);
  opened.close();
});

/** Overwrites the latter half of the file, where the roster lies; the journal is written first in these tests. */
function destroyRosterPages(file: string): void {
  const size = readFileSync(file).length;
  const handle = openSync(file, 'r+');
  // The pages of ids 800 to 1500 or so: far behind schema and settings.
  for (let at = Math.floor((size * 0.3) / 4_096) * 4_096; at < size * 0.6; at += 4_096)
    writeSync(handle, Buffer.alloc(2_048, 0x5a), 0, 2_048, at);
  closeSync(handle);
}

test('a long log is carried over when the door is quiet, and a busy door is not held up for it', () => {
  using place = temporaryFolder();
  const opened = openTestStore(place.folder);
  fillStore(opened, testEvent(), someTickets(10));
  for (let n = 1; n <= 400; n++) appendNote(opened, n);
  const logBytes = () => statSync(path.join(place.folder, 'station.db-wal')).size;
  const before = logBytes();
  expect(before).toBeGreaterThan(2 * 1_048_576);
  opened.upkeep('busy');
  expect(logBytes()).toBe(before);
  opened.upkeep('quiet');
  expect(logBytes()).toBe(0);
  opened.close();
});

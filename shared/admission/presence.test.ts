import { expect, test } from 'vitest';
import { aDoorCheckpoint, aLounge } from '../testing/a-door-event.ts';
import { aMirrorTicket } from '../testing/a-mirror-ticket.ts';
import { scansOf } from '../testing/decide-situation.ts';
import { foldPresence, insideZone } from './presence.ts';

const history = (...lines: readonly string[]) => lines.flatMap((line, index) => scansOf(line, index, aMirrorTicket()));
const [door, lounge] = [aDoorCheckpoint(), aLounge()];

test('[CK-20] presence tells whether and since when somebody is inside, and how often they came', () => {
  const presence = foldPresence(history('in 18:40', 'out 19:10', 'in 19:20 Gate 2', 'in 19:00 lounge'), door);
  expect(presence).toMatchObject({
    inside: true,
    insideCount: 1,
    entries: 2,
    firstEntry: { at: '2026-11-22T17:40:00.000Z' },
    stayBegan: { at: '2026-11-22T18:20:00.000Z' },
    latestEntry: { gateName: 'Gate 2' },
    latest: { gateName: 'Gate 2' },
  });
});

test('[CK-22] the union counts each scan once, whoever brought it', () => {
  const scans = history('in 18:40', 'out 19:10');
  expect(foldPresence([...scans, ...scans], door)).toEqual(foldPresence(scans, door));
});

test('[CK-25] undo removes its scan and nothing else', () => {
  expect(foldPresence(history('in 18:40', 'in 18:50 undone'), door)).toMatchObject({ inside: true, entries: 1 });
  expect(foldPresence(history('in 18:40 undone'), door)).toMatchObject({ inside: false, entries: 0, latest: null });
});

test('[CK-39] who came by one door of a zone and left by another is no longer inside', () => {
  const scans = history('in 18:40', 'out 19:10 lounge');
  expect(insideZone(scans, [door, lounge])).toBe(0);
  expect(insideZone(scans, [door])).toBe(1);
});

test('[CK-47] of a way out and a way in of one instant the way out counts first, whatever their ids and their order', () => {
  const stay = history('in 18:40', 'in 19:10 Gate 2', 'out 19:10');
  const swapped = history('in 18:40', 'out 19:10', 'in 19:10 Gate 2');
  for (const scans of [stay, swapped, stay.toReversed()])
    expect(foldPresence(scans, door)).toMatchObject({ inside: true, insideCount: 1, latest: { gateName: 'Gate 2' } });
  expect(insideZone(history('in 19:10', 'out 19:10 lounge'), [door, lounge])).toBe(1);
});

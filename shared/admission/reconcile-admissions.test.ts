import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryMode } from '../catalog/door-event.ts';
import { aDoorCheckpoint, aLounge } from '../testing/a-door-event.ts';
import { aMirrorTicket, at } from '../testing/a-mirror-ticket.ts';
import { anId } from '../testing/an-id.ts';
import { scansOf } from '../testing/decide-situation.ts';
import type { MirrorScan } from './mirror.ts';
import { byScanTime, foldPresence, hasEntriesLeft } from './presence.ts';
import { reconcileAdmissions, voidSince } from './reconcile-admissions.ts';

const ticket = aMirrorTicket();
const history = (...lines: readonly string[]) => lines.flatMap((line, index) => scansOf(line, index, ticket));
const door = (entryMode: EntryMode = 're-entry', entriesMax: number | null = null) => [
  aDoorCheckpoint({ entryMode, entriesMax }),
  aLounge(),
];

function conflicts(lines: readonly string[], checkpoints = door(), voidAt: string | null = null): readonly string[] {
  return reconcileAdmissions({
    scans: history(...lines),
    checkpoints,
    voidSince: voidAt === null ? null : at(voidAt),
  }).map(({ kind, scan, standing }) =>
    [kind, scan.at.slice(11, 16), ...(standing === null ? [] : ['after', standing.at.slice(11, 16)])].join(' '),
  );
}

describe('[CK-30] when two admissions of one entry meet, the earlier stands and the later is a conflict', () => {
  test.each([
    ['one admission is none', ['in 19:58'], door(), []],
    ['two doors admitted one ticket offline', ['in 19:58', 'in 20:01 Gate 2'], door(), ['double 19:01 after 18:58']],
    ['whichever arrived first', ['in 20:01', 'in 19:58'], door(), ['double 19:01 after 18:58']],
    [
      '[CK-47] out at one door and in at another in one instant is no conflict',
      ['in 19:00', 'in 19:30', 'out 19:30'],
      door(),
      [],
    ],
    ['an exit in between makes it good', ['in 19:00', 'out 19:30', 'in 20:00'], door(), []],
    [
      'but not where one entry is all',
      ['in 19:00', 'out 19:30', 'in 20:00'],
      door('once'),
      ['double 19:00 after 18:00'],
    ],
    ['unlimited is unlimited', ['in 19:00', 'in 19:01', 'in 19:02'], door('unlimited'), []],
    ['unless bounded', ['in 19:00', 'in 19:01', 'in 19:02'], door('unlimited', 2), ['double 18:02 after 18:01']],
    [
      'a ticket for two has two entries',
      ['in 19:00', 'in 19:01', 'in 19:02'],
      door('once', 2),
      ['double 18:02 after 18:01'],
    ],
    ['an undone admission never was', ['in 19:58 undone', 'in 20:01'], door(), []],
    ['undoing the later one ends the conflict', ['in 19:58', 'in 20:01 undone'], door(), []],
    ['another checkpoint is another entry', ['in 19:58', 'in 20:01 lounge'], door(), []],
    [
      'after both left, one may come again',
      ['in 19:00', 'in 19:01', 'out 19:10', 'out 19:11', 'in 19:20'],
      door(),
      ['double 18:01 after 18:00'],
    ],
    [
      'three in a row are two conflicts',
      ['in 19:00', 'in 19:01', 'in 19:02'],
      door(),
      ['double 18:01 after 18:00', 'double 18:02 after 18:00'],
    ],
    [
      'a checkpoint nobody knows any more counts like the default',
      ['in 19:00', 'in 19:01'],
      [],
      ['double 18:01 after 18:00'],
    ],
  ])('%s', (_, lines, checkpoints, expected) => {
    expect(conflicts(lines, checkpoints)).toEqual(expected);
  });
});

describe('[CK-33] an override', () => {
  test('is no conflict itself: somebody answered for it', () => {
    expect(conflicts(['in 19:58', 'in 20:01 override'])).toEqual([]);
    expect(conflicts(['in 20:01 override'], door(), '19:00')).toEqual([]);
  });
  test('uses an entry like any other admission', () => {
    expect(conflicts(['in 19:58 override', 'in 20:01'])).toEqual(['double 19:01 after 18:58']);
  });
});

describe('[CK-34] an admission of a ticket that had become void', () => {
  test('with a stale roster is told', () => {
    expect(conflicts(['in 19:58'], door(), '19:00')).toEqual(['after-void 18:58']);
  });
  test('before it became void is none', () => {
    expect(conflicts(['in 18:40'], door(), '19:00')).toEqual([]);
  });
  test('twice is one void admission and one double', () => {
    expect(conflicts(['in 19:58', 'in 20:01'], door(), '19:00')).toEqual([
      'after-void 18:58',
      'double 19:01 after 18:58',
    ]);
  });
  test.each(['replaced', 'cancelled', 'refunded'] as const)('%s is void from its instant', state => {
    expect(voidSince(aMirrorTicket({ state, stateSince: at('19:00') }))).toBe(at('19:00'));
  });
  test('a good ticket is never void', () => {
    expect(voidSince(aMirrorTicket({ stateSince: at('19:00') }))).toBeNull();
  });
});

/** Any history: ins, outs and undos at two checkpoints, some at the same instant. */
const anyHistory = fc
  .array(
    fc.tuple(fc.constantFrom('in', 'out', 'undo'), fc.nat({ max: 9 }), fc.constantFrom('', ' lounge', ' override')),
    {
      maxLength: 12,
    },
  )
  .map(steps =>
    steps.flatMap(([kind, minute, where], index): MirrorScan[] => {
      const [scan] = scansOf(`${kind} 19:0${minute}${where}`, index, ticket);
      if (scan === undefined) return [];
      return kind === 'undo' ? [{ ...scan, kind, undoes: anId('OpId', 10 + (minute % Math.max(1, index))) }] : [scan];
    }),
  );
const anyDoor = fc
  .tuple(fc.constantFrom<EntryMode>('once', 're-entry', 'unlimited'), fc.option(fc.integer({ min: 1, max: 3 })))
  .map(([entryMode, entriesMax]) => door(entryMode, entriesMax));

describe('[CK-30] conflicts come from the set of scans alone', () => {
  test('any order, any repeats, any two halves give the same answer', () => {
    fc.assert(
      fc.property(anyHistory, anyDoor, fc.infiniteStream(fc.nat()), (scans, checkpoints, chance) => {
        const keyed = [...scans, ...scans.filter((_, index) => index % 2 === 0)].map(scan => ({
          scan,
          key: chance.next().value,
        }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ scan }) => scan);
        const facts = { checkpoints, voidSince: at('19:05') };
        expect(reconcileAdmissions({ ...facts, scans: shuffled })).toEqual(reconcileAdmissions({ ...facts, scans }));
      }),
      { numRuns: 500 },
    );
  });

  test('a door that knows all scans so far and obeys CK-14 makes none', () => {
    fc.assert(
      fc.property(anyHistory, anyDoor, (scans, checkpoints) => {
        const [checkpoint = aDoorCheckpoint()] = checkpoints;
        const made: MirrorScan[] = [];
        const inTime = scans.filter(scan => scan.kind !== 'undo').sort(byScanTime);
        for (const scan of inTime) {
          const here = { ...scan, checkpointId: checkpoint.checkpointId, override: false };
          if (here.kind === 'out' || hasEntriesLeft(foldPresence(made, checkpoint), checkpoint)) made.push(here);
        }
        expect(reconcileAdmissions({ scans: made, checkpoints, voidSince: null })).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('admissions that stand never exceed the entries there are', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 3 }), (scans, entriesMax) => {
        const checkpoints = door('once', entriesMax);
        const doubles = reconcileAdmissions({ scans, checkpoints, voidSince: null });
        const [checkpoint = aDoorCheckpoint()] = checkpoints;
        const overrides = scans.filter(scan => scan.override).length;
        const here = doubles.filter(conflict => conflict.checkpointId === checkpoint.checkpointId).length;
        expect(foldPresence(scans, checkpoint).entries - here).toBeLessThanOrEqual(entriesMax + overrides);
      }),
    );
  });
});

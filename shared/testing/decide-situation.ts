import type { CodeSituation, Situation } from '#fixtures/admission/situation.ts';
import { decideScan } from '../admission/decide-scan.ts';
import { identifyCode } from '../admission/identify-code.ts';
import type { MirrorScan, MirrorTicket } from '../admission/mirror.ts';
import type { Verdict } from '../admission/types.ts';
import type { DoorEvent, EntryWindow } from '../catalog/door-event.ts';
import { selfTestCode } from '../tickets/self-test-code.ts';
import { encodeTicketCode } from '../tickets/ticket-code.ts';
import { aDoorCheckpoint, aDoorEvent, aDoorTier } from './a-door-event.ts';
import { aMirrorScan, aMirrorTicket, at } from './a-mirror-ticket.ts';
import { aSigningKey, verifyEd25519 } from './a-signing-key.ts';
import { anId } from './an-id.ts';
import { aScan } from './scan-facts.ts';
import { seededRandom } from './seeded-random.ts';

const random = seededRandom(11);
const ours = aSigningKey(random.bytes);
const withdrawn = aSigningKey(random.bytes);
const unheardOf = aSigningKey(random.bytes);
const theirs = aSigningKey(random.bytes);
const barcode = 'TT-4711 a';

/** The whole way a scan takes: from the text under the reader through the roster to the verdict. */
export function decideSituation(situation: Situation): Verdict {
  const event = eventIn(situation);
  const [checkpoint = aDoorCheckpoint()] = event.checkpoints;
  const ticket = ticketIn(situation);
  const roster = situation.inRoster === false || homeOf(situation, event) !== event ? [] : [ticket];
  const match = identifyCode(textUnderReader(situation, event, ticket), {
    event,
    verify: verifyEd25519,
    eventByRef: ref => eventsAtHand(situation, event).find(known => known.ref === ref) ?? null,
    mayKnowEvent: () => situation.of !== 'another event we may not know',
    ticketById: ticketId => roster.find(row => row.ticketId === ticketId) ?? null,
    ticketsByImportedCode: text => importedMatches(situation, event, ticket, text),
  });
  const history = (situation.history ?? []).flatMap((line, index) => scansOf(line, index, ticket));
  const guardian =
    situation.guardian === undefined
      ? null
      : { ticketId: anId('TicketId', 9), holder: 'Grace Hopper', inside: situation.guardian === 'inside' };
  const addOns =
    situation.addOn === undefined
      ? []
      : [aMirrorTicket({ ticketId: anId('TicketId', 8), tierId: anId('TierId', 2), ...situation.addOn })];
  const { zoneInside = null, rosterComplete = true, direction = 'in', mode = 'admit', confirmed = [] } = situation;
  const override =
    situation.overriddenBecause === undefined
      ? null
      : { operatorId: anId('OperatorId', 1), reason: situation.overriddenBecause };
  return decideScan(
    { event, checkpoint, match, history, guardian, addOns, zoneInside, rosterComplete },
    aScan({ direction, mode, confirmed, override }),
    at(situation.now ?? '20:00'),
  );
}

function eventIn(situation: Situation): DoorEvent {
  const plain = aDoorEvent();
  const [, ...otherTiers] = plain.tiers;
  const [, ...otherCheckpoints] = plain.checkpoints;
  const checkpoint = aDoorCheckpoint({
    window: windowOf(situation.checkpointWindow),
    ...situation.checkpoint,
  });
  return aDoorEvent({
    tiers: [aDoorTier(situation.tier), ...otherTiers],
    checkpoints: [checkpoint, ...otherCheckpoints],
    keys: [ours.key, { ...withdrawn.key, state: 'withdrawn' }],
    ...situation.event,
  });
}

/** The event the ticket was issued for. */
function homeOf(situation: Situation, event: DoorEvent): DoorEvent {
  if (situation.of === undefined || situation.of === 'this event') return event;
  const other = { ref: '0000000020', title: 'As You Like It', keys: [theirs.key] };
  return situation.of === 'another organization'
    ? aDoorEvent({ ...other, ref: '0000000030', eventId: anId('EventId', 3), orgId: anId('OrgId', 2) })
    : aDoorEvent({ ...other, eventId: anId('EventId', 2) });
}

function eventsAtHand(situation: Situation, event: DoorEvent): readonly DoorEvent[] {
  return situation.of === 'another organization' ? [event] : [event, homeOf(situation, event)];
}

function ticketIn(situation: Situation): MirrorTicket {
  return aMirrorTicket({
    window: windowOf(situation.ticketWindow),
    stateSince: situation.stateSince === undefined ? null : at(situation.stateSince),
    importedCode: isImported(situation.code) ? barcode : null,
    ...situation.ticket,
  });
}

function isImported(code: CodeSituation | undefined): boolean {
  return code?.startsWith('imported') === true;
}

function textUnderReader(situation: Situation, event: DoorEvent, ticket: MirrorTicket): string {
  if (situation.code === 'unreadable') return 'https://example.com/menu';
  if (situation.code === 'self-test') return selfTestCode;
  if (isImported(situation.code)) return barcode;
  const home = homeOf(situation, event);
  const signer =
    situation.code === 'withdrawn key'
      ? withdrawn
      : situation.code === 'unknown key'
        ? unheardOf
        : home === event
          ? ours
          : theirs;
  return encodeTicketCode(
    {
      keyRef: signer.key.ref,
      eventRef: home.ref,
      ticketId: ticket.ticketId,
      tierNumber: situation.tier?.number ?? 1,
      notBefore: ticket.window?.opensAt ?? null,
      notAfter: ticket.window?.closesAt ?? null,
    },
    situation.code === 'bad signature' ? unheardOf.sign : signer.sign,
  );
}

function importedMatches(situation: Situation, event: DoorEvent, ticket: MirrorTicket, text: string) {
  if (text !== ticket.importedCode) return [];
  const home = homeOf(situation, event);
  const eventTitle = situation.of === 'another event we may not know' ? null : home.title;
  const match = { eventId: home.eventId, eventTitle, ticket };
  const twin = { ...match, ticket: { ...ticket, ticketId: anId('TicketId', 7) } };
  const voidTwin = { ...twin, ticket: { ...twin.ticket, state: 'cancelled' } } as const;
  if (situation.code === 'imported beside a void twin') return [voidTwin, match];
  return situation.code === 'imported twice' ? [match, twin] : [match];
}

export function windowOf(text: string | undefined): EntryWindow | null {
  if (text === undefined) return null;
  const opens = /(?:^|from )(\d\d:\d\d)/.exec(text)?.[1];
  const closes = /(?:to|until) (\d\d:\d\d)/.exec(text)?.[1];
  return { opensAt: opens === undefined ? null : at(opens), closesAt: closes === undefined ? null : at(closes) };
}

/** `in 19:58 Gate 2 undone` as the scans it stands for. */
export function scansOf(line: string, index: number, ticket: Pick<MirrorTicket, 'ticketId'>): readonly MirrorScan[] {
  const [kind, time = '00:00'] = line.split(' ');
  const scan = aMirrorScan({
    scanId: anId('OpId', 10 + index),
    ticketId: ticket.ticketId,
    kind: kind === 'out' ? 'out' : 'in',
    at: at(time),
    checkpointId: anId('CheckpointId', line.includes('lounge') ? 2 : 1),
    gateName: /Gate \d/.exec(line)?.[0] ?? 'Gate 1',
    override: line.includes('override'),
  });
  const undo = { ...scan, scanId: anId('OpId', 50 + index), kind: 'undo', undoes: scan.scanId } as const;
  return line.includes('undone') ? [undo, scan] : [scan];
}

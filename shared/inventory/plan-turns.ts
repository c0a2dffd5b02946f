import { addMs, type Instant, msBetween } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';

export type WaitingRoom = {
  readonly state: 'armed' | 'open' | 'closed';
  readonly opensAt: Instant;
  readonly admitsPerMinute: number;
  /** Everybody up to this number has been called. */
  readonly admittedThrough: number;
  /** What the next one to come gets. */
  readonly nextNumber: number;
  /** Up to when the turns that came due are used up. */
  readonly lastAdmittedAt: Instant | null;
  readonly calledAt: Instant | null;
};

/** What the room knows of the house behind it. `gone`: sold for good; `held`: all taken, some of it in carts that may be given up. */
export type HouseLeft =
  | { readonly kind: 'some'; readonly places: number }
  | { readonly kind: 'held' }
  | { readonly kind: 'gone' };

/** What somebody in front of a sale is told. */
export type RoomVisit =
  | { readonly kind: 'free' }
  | { readonly kind: 'before'; readonly opensAt: Instant }
  | {
      readonly kind: 'waiting';
      readonly ahead: number;
      readonly minutes: number;
      readonly left: HouseLeft;
      /** They had a turn before, which they took or let pass. */
      readonly again: boolean;
    }
  | { readonly kind: 'turn'; readonly until: Instant }
  /** WR-5: too many took a place from one address. */
  | { readonly kind: 'crowded'; readonly until: Instant };

export type TurnsPlan =
  | { readonly kind: 'nothing' }
  /** WR-2: those who came before get their numbers by lot. */
  | { readonly kind: 'open' }
  /** So many may have a turn: those who look on with the lowest numbers are called, and take it when they look. */
  | { readonly kind: 'call'; readonly due: number }
  | { readonly kind: 'close' };

/**
 * WR-3: what is due in front of a sale. Nobody is let in to an empty house: while all places are in carts the queue stands still,
 * and when they are sold it ends. Somebody is called for each turn that comes due, and not more often.
 */
export function planTurns(room: WaitingRoom, left: HouseLeft, now: Instant): TurnsPlan {
  if (room.state === 'closed') return { kind: 'nothing' };
  if (left.kind === 'gone') return { kind: 'close' };
  if (room.state === 'armed') return now >= room.opensAt ? { kind: 'open' } : { kind: 'nothing' };
  const due = left.kind === 'held' ? 0 : turnsDue(room, now);
  const called = turnsBy(room, room.calledAt ?? room.opensAt) >= turnsBy(room, now);
  return due <= 0 || called ? { kind: 'nothing' } : { kind: 'call', due };
}

/**
 * WR-3: how many may have a turn now. What nobody took is kept for half a minute, as long as somebody who waits may need to look
 * again, and not made up for after that.
 */
export function turnsDue(room: WaitingRoom, now: Instant): number {
  return Math.min(turnsBy(room, now) - turnsBy(room, room.lastAdmittedAt ?? room.opensAt), turnsKept(room));
}

/** Who is called, of those who look on and have had no turn: `here`, the lowest numbers, no more than are due. */
export function callUp(
  room: WaitingRoom,
  { here, now }: { readonly here: readonly number[]; readonly now: Instant },
): { readonly admittedThrough: number; readonly calledAt: Instant } {
  return { admittedThrough: Math.max(room.admittedThrough, here.at(-1) ?? 0), calledAt: now };
}

/**
 * WR-3: whether it is somebody's turn who was called. `before`: of those who look on, how many with a lower number have had none.
 * So whoever was passed over comes first when they look again, at the pace of everybody.
 */
export function isTheirTurn(
  room: WaitingRoom,
  { before, now }: { readonly before: number; readonly now: Instant },
): boolean {
  return before < turnsDue(room, now);
}

/** A turn is taken. */
export function takeTurn(room: WaitingRoom, now: Instant): { readonly lastAdmittedAt: Instant } {
  const taken = turnsBy(room, now) - turnsDue(room, now) + 1;
  return { lastAdmittedAt: addMs(room.opensAt, Math.ceil((taken * 60_000) / room.admitsPerMinute)) };
}

/** How many turns came due from the opening on: at fixed instants, so that no pace is lost to rounding. */
function turnsBy({ opensAt, admitsPerMinute }: WaitingRoom, now: Instant): number {
  return Math.max(0, Math.floor((msBetween(now, opensAt) * admitsPerMinute) / 60_000));
}

function turnsKept({ admitsPerMinute }: WaitingRoom): number {
  return Math.max(1, Math.floor((admitsPerMinute * limits.queueTurnsKeptMs) / 60_000));
}

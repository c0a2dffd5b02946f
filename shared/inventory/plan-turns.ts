import { addMs, type Instant, msBetween } from '../kernel/instant.ts';

export type WaitingRoom = {
  readonly state: 'armed' | 'open' | 'closed';
  readonly opensAt: Instant;
  readonly admitsPerMinute: number;
  /** Everybody up to this number has had their turn. */
  readonly admittedThrough: number;
  /** What the next one to come gets. */
  readonly nextNumber: number;
  readonly lastAdmittedAt: Instant | null;
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
  /** So many may be let in; `letIn` says who. */
  | { readonly kind: 'let-in'; readonly due: number }
  | { readonly kind: 'close' };

/**
 * WR-3: what is due in front of a sale. Nobody is let in to an empty house: while all places are in carts the queue stands still,
 * and when they are sold it ends.
 */
export function planTurns(room: WaitingRoom, left: HouseLeft, now: Instant): TurnsPlan {
  if (room.state === 'closed') return { kind: 'nothing' };
  if (left.kind === 'gone') return { kind: 'close' };
  if (room.state === 'armed') return now >= room.opensAt ? { kind: 'open' } : { kind: 'nothing' };
  const waiting = room.nextNumber - 1 - room.admittedThrough;
  const due = dueBy(room, now);
  return waiting <= 0 || left.kind === 'held' || due <= 0 ? { kind: 'nothing' } : { kind: 'let-in', due };
}

/** How many of those who look on are wanted by `letIn`. */
export function letInAtMost(room: WaitingRoom, due: number): number {
  return Math.min(due, room.admitsPerMinute);
}

/**
 * WR-3: so many a minute, first those with the lowest numbers of whoever looks on: `here`, in order and no more than `letInAtMost`.
 * Those before them who look no more have had their chance and hold nobody up. A minute in which nobody came is not made up for.
 */
export function letIn(
  room: WaitingRoom,
  { due, here, now }: { readonly due: number; readonly here: readonly number[]; readonly now: Instant },
): Pick<WaitingRoom, 'admittedThrough'> & { readonly lastAdmittedAt: Instant } {
  const since = room.lastAdmittedAt ?? room.opensAt;
  return {
    admittedThrough: here.at(-1) ?? room.admittedThrough,
    lastAdmittedAt: here.length < due ? now : addMs(since, Math.floor((due * 60_000) / room.admitsPerMinute)),
  };
}

function dueBy(room: WaitingRoom, now: Instant): number {
  return Math.floor((msBetween(now, room.lastAdmittedAt ?? room.opensAt) * room.admitsPerMinute) / 60_000);
}

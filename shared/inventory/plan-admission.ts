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
  | { readonly kind: 'waiting'; readonly ahead: number; readonly minutes: number; readonly left: HouseLeft }
  | { readonly kind: 'turn'; readonly until: Instant };

export type Admission =
  | { readonly kind: 'nothing' }
  /** WR-2: those who came before get their numbers by lot. */
  | { readonly kind: 'open' }
  | { readonly kind: 'admit'; readonly admittedThrough: number; readonly lastAdmittedAt: Instant }
  | { readonly kind: 'close' };

/**
 * WR-3: so many a minute and never more than there are people; a minute in which nobody came is not made up for. Nobody is let in
 * to an empty house: while all places are in carts the queue stands still, and when they are sold it ends.
 */
export function planAdmission(room: WaitingRoom, left: HouseLeft, now: Instant): Admission {
  if (room.state === 'closed') return { kind: 'nothing' };
  if (left.kind === 'gone') return { kind: 'close' };
  if (room.state === 'armed') return now >= room.opensAt ? { kind: 'open' } : { kind: 'nothing' };
  const waiting = room.nextNumber - 1 - room.admittedThrough;
  if (waiting <= 0 || left.kind === 'held') return { kind: 'nothing' };
  const since = room.lastAdmittedAt ?? room.opensAt;
  const due = Math.floor((msBetween(now, since) * room.admitsPerMinute) / 60_000);
  if (due <= 0) return { kind: 'nothing' };
  const admitted = Math.min(due, waiting, room.admitsPerMinute);
  return {
    kind: 'admit',
    admittedThrough: room.admittedThrough + admitted,
    lastAdmittedAt: admitted < due ? now : addMs(since, Math.floor((due * 60_000) / room.admitsPerMinute)),
  };
}

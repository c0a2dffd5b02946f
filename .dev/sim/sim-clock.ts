import { type Instant, instantFromMs, instantMs, parseInstant } from '#shared/kernel/instant.ts';
import type { StationClock } from '../../desktop/station/ports.ts';

/** The only source of time. Moves when the scheduler moves it. */
export class SimClock {
  #ms = instantMs(parseInstant('2026-11-22T18:00:00Z'));
  readonly now = (): Instant => instantFromMs(this.#ms);
  readonly advance = (ms: number): void => {
    this.#ms += ms;
  };
  get ms(): number {
    return this.#ms;
  }
}

/** A station's own clock: off by some hours, drifting, and set by somebody now and then. */
export class SkewedClock implements StationClock {
  offsetMs: number;
  readonly #world: SimClock;
  readonly #driftPpm: number;
  readonly #startMs: number;

  constructor(world: SimClock, offsetMs: number, driftPpm: number) {
    this.#world = world;
    this.offsetMs = offsetMs;
    this.#driftPpm = driftPpm;
    this.#startMs = world.ms;
  }

  readonly now = (): Instant =>
    instantFromMs(
      Math.round(this.#world.ms + this.offsetMs + ((this.#world.ms - this.#startMs) * this.#driftPpm) / 1_000_000),
    );
  readonly monotonicMs = (): number => this.#world.ms - this.#startMs;
  readonly later = (): (() => void) => () => {};
}

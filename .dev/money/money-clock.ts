import { type Instant, instantFromMs, instantMs, parseInstant } from '#shared/kernel/instant.ts';

/**
 * The only source of time, moved by the scheduler. It is years ahead of the machine's, so that what the queue dates by itself is
 * told from what the product dated.
 */
export class MoneyClock {
  static readonly begins = parseInstant('2040-03-01T09:00:00Z');
  #ms = instantMs(MoneyClock.begins);
  readonly now = (): Instant => instantFromMs(this.#ms);
  readonly advance = (ms: number): void => {
    this.#ms += ms;
  };
  get ms(): number {
    return this.#ms;
  }
}

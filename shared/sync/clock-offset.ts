import { addMs, type Instant } from '../kernel/instant.ts';

/** One exchange with the cloud: the station's clock at both ends and the cloud's time in the answer, in ms. */
export type ClockSample = { readonly sentMs: number; readonly receivedMs: number; readonly cloudMs: number };

export type ClockOffset = {
  /** Cloud time minus station time. */
  readonly offsetMs: number;
  /** The true offset is at most this far from `offsetMs`. */
  readonly errorMs: number;
};

const samplesMax = 15;
const driftSlackMs = 500;

/**
 * SY-6: the median of the recent exchanges that were fast. Each sample bounds the truth to half its latency either way, so that a
 * sample that cannot agree with the newest one was taken before a clock was set, and no longer counts.
 */
export function estimateClockOffset(samples: readonly ClockSample[]): ClockOffset | null {
  const measured = samples
    .slice(-samplesMax)
    .map(measure)
    .filter(sample => sample.errorMs >= 0);
  const newest = measured.at(-1);
  if (newest === undefined) return null;
  const current = measured.filter(sample => agrees(sample, newest));
  const fastestMs = Math.min(...current.map(sample => sample.errorMs));
  const fast = current.filter(sample => sample.errorMs <= fastestMs * 2 + 10);
  return {
    offsetMs: Math.round(median(fast.map(sample => sample.offsetMs))),
    errorMs: Math.ceil(Math.max(...fast.map(sample => sample.errorMs))) + 1,
  };
}

/** The cloud's time of a moment by this station's clock (CK-30). */
export function correctedInstant(at: Instant, offsetMs: number | null): Instant {
  return offsetMs === null ? at : addMs(at, offsetMs);
}

/** How far a station's clock may be off before the person at the door should know. */
export const clockDoubtMs = 60_000;

function measure({ sentMs, receivedMs, cloudMs }: ClockSample): ClockOffset {
  return { offsetMs: cloudMs - (sentMs + receivedMs) / 2, errorMs: (receivedMs - sentMs) / 2 };
}

function agrees(a: ClockOffset, b: ClockOffset): boolean {
  return Math.abs(a.offsetMs - b.offsetMs) <= a.errorMs + b.errorMs + driftSlackMs;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (upper + lower) / 2;
}

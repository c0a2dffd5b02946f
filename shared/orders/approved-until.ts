import { addMs, type Instant } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';

/** OR-18: until when an approved order may be paid: a day, not beyond the sale, and never shorter than any other order. */
export function approvedUntil(now: Instant, saleEndsAt: Instant): Instant {
  const day = addMs(now, limits.approvedOrderMs);
  const least = addMs(now, limits.holdDurationMs);
  const wanted = day < saleEndsAt ? day : saleEndsAt;
  return wanted > least ? wanted : least;
}

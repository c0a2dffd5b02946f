import { addMs, type Instant } from '../kernel/instant.ts';
import { limits } from '../kernel/limits.ts';

/**
 * OR-18, PY-7: until when somebody may pay who is not waiting before the page, as for an approved order or after a debit that came
 * back: a day, not beyond the sale, and never shorter than any other order.
 */
export function dayToPay(now: Instant, saleEndsAt: Instant): Instant {
  const day = addMs(now, limits.dayToPayMs);
  const least = addMs(now, limits.holdDurationMs);
  const wanted = day < saleEndsAt ? day : saleEndsAt;
  return wanted > least ? wanted : least;
}

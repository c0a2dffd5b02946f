import { type Instant, toLocal } from '#shared/kernel/instant.ts';
import type { Shop } from './shop.ts';

/** SH-10: until when places are kept; with its day when that is not today. */
export function heldUntil(shop: Shop, until: Instant, now: Instant): string {
  const { say, format } = shop;
  return isToday(shop, until, now)
    ? say('pay.heldUntil', { time: format.time(until) })
    : say('pay.heldUntilDay', { time: format.dayTime(until) });
}

/** The same of a time that is over. */
export function wasHeldUntil(shop: Shop, until: Instant, now: Instant): string {
  const { say, format } = shop;
  return isToday(shop, until, now)
    ? say('lapsed.text', { time: format.time(until) })
    : say('lapsed.textDay', { time: format.dayTime(until) });
}

function isToday({ zone }: Shop, until: Instant, now: Instant): boolean {
  return toLocal(until, zone).date === toLocal(now, zone).date;
}

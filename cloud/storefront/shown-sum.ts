import type { ShownSum } from '#shared/orders/shown-sum.ts';
import type { Typed } from './checkout-form.ts';

/** PR-1: the sum a page shows, sent back with what is typed on it. */
export const shownSumField = 'sum';

export function shownSumText({ totalMinor, currency }: ShownSum): string {
  return `${totalMinor} ${currency}`;
}

/** Null where a page said none. */
export function readShownSum(typed: Typed): ShownSum | null {
  const said = /^(\d{1,15}) ([A-Z]{3})$/.exec(typed.get(shownSumField) ?? '');
  const [, totalMinor, currency] = said ?? [];
  return totalMinor === undefined || currency === undefined ? null : { totalMinor: Number(totalMinor), currency };
}

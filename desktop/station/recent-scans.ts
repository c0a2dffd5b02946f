import { type CodeRead, isSameScan } from '#shared/admission/same-scan.ts';
import type { ScanAnswer } from '#shared/api/station.ts';

/** A code as it was read, and what was said to it. */
export type RecentScan = { readonly read: CodeRead; readonly placeKey: string; readonly answer: ScanAnswer };

/** Codes in front of one reader within three seconds: a handful of people at the very most. */
const keptMax = 8;

/**
 * CK-23: what was said to this code a moment ago, with the time it was seen moved on. The code read last always counts; an earlier one
 * only if it was admitted, since what was asked or refused may be different after somebody else went in.
 */
export function seeAgain(
  recents: readonly RecentScan[],
  read: CodeRead,
  placeKey: string,
): { readonly recents: readonly RecentScan[]; readonly answer: ScanAnswer } | null {
  const found = recents.find(
    (recent, index) =>
      recent.placeKey === placeKey &&
      (index === 0 || recent.answer.verdict.kind === 'admit') &&
      isSameScan(recent.read, read),
  );
  if (found === undefined) return null;
  const seen = { ...found, read: { ...found.read, at: read.at } };
  return { recents: [seen, ...recents.filter(recent => recent !== found)], answer: found.answer };
}

export function remember(recents: readonly RecentScan[], scan: RecentScan): readonly RecentScan[] {
  return [scan, ...recents].slice(0, keptMax);
}

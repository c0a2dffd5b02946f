import type { Language } from '../catalog/languages.ts';
import type { Instant } from '../kernel/instant.ts';
import type { RefusalCode, RefusalFacts } from '../kernel/refusal.ts';
import { catalogues } from './catalogues.ts';
import { tellIn } from './tell-in.ts';

/** Why something was refused, in one or two sentences: what happened and what to do. */
export function refusalSentence(
  code: RefusalCode,
  facts: RefusalFacts,
  place: { readonly language: Language; readonly zone: string; readonly now: Instant | null },
): string {
  const words = catalogues[place.language].refusals[code];
  return typeof words === 'string' ? words : words(facts, tellIn(place));
}

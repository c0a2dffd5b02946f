import type { ScanAnswer } from '#shared/api/station.ts';
import { verdictOutcome } from '#shared/wording/verdict-words.ts';

/** The looks of an answer: the six verdict colours, and the self-test, which is no verdict and has no colour. */
export type Tone = 'admit' | 'ask' | 'used' | 'refuse' | 'out' | 'unsure' | 'test';

const toneOfOutcome = {
  admit: 'admit',
  'admit-after': 'admit',
  ask: 'ask',
  used: 'used',
  elsewhere: 'refuse',
  refused: 'refuse',
  out: 'out',
  undecidable: 'unsure',
} as const;

/** Which look, and with it which sound, an answer has. */
export function toneOf({ verdict }: Pick<ScanAnswer, 'verdict'>): Tone {
  if (verdict.kind === 'admit' && verdict.basis === 'self-test') return 'test';
  return toneOfOutcome[verdictOutcome(verdict)];
}

/** Only an answer that needs nobody's attention leaves by itself. */
export function leavesByItself(tone: Tone): boolean {
  return tone === 'admit' || tone === 'out' || tone === 'test';
}

import { Ban, Check, CircleHelp, Hand, LogOut, type LucideIcon, RotateCcw, ScanLine } from 'lucide-react';
import type { Tone } from './tone-of.ts';

/** Fill, frame and icon of each tone. A fill for an answer that counts, a frame on paper where nothing was recorded. */
export const toneLooks: Readonly<
  Record<Tone, { fill: string; frame: string; ink: string; icon: LucideIcon; marks: readonly string[] }>
> = {
  admit: { fill: 'bg-admit text-on-admit', frame: 'border-admit', ink: 'text-admit-ink', icon: Check, marks: ['up'] },
  ask: { fill: 'bg-paper text-ink', frame: 'border-admit', ink: 'text-ink', icon: Hand, marks: ['up', 'dot'] },
  used: {
    fill: 'bg-used text-on-used',
    frame: 'border-used',
    ink: 'text-used-ink',
    icon: RotateCcw,
    marks: ['low', 'low'],
  },
  refuse: {
    fill: 'bg-refuse text-on-refuse',
    frame: 'border-refuse',
    ink: 'text-refuse-ink',
    icon: Ban,
    marks: ['dot', 'dot', 'dot'],
  },
  out: { fill: 'bg-out text-on-out', frame: 'border-out', ink: 'text-out-ink', icon: LogOut, marks: ['down'] },
  unsure: {
    fill: 'bg-unsure text-on-unsure',
    frame: 'border-unsure',
    ink: 'text-unsure-ink',
    icon: CircleHelp,
    marks: ['flat', 'flat'],
  },
  test: { fill: 'bg-paper text-ink', frame: 'border-ink', ink: 'text-ink', icon: ScanLine, marks: ['dot'] },
};

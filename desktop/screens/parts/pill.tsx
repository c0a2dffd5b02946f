import type { ReactNode } from 'react';

export type PillTone = 'plain' | 'admit' | 'used' | 'refuse' | 'out' | 'unsure';

const tones: Readonly<Record<PillTone, string>> = {
  plain: 'text-muted',
  admit: 'text-admit-ink',
  used: 'text-used-ink',
  refuse: 'text-refuse-ink',
  out: 'text-out-ink',
  unsure: 'text-unsure-ink',
};

/** A small fact with an icon. Its words say what its colour says. */
export function Pill({
  tone = 'plain',
  icon,
  children,
}: {
  readonly tone?: PillTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap text-14 font-medium ${tones[tone]}`}>
      {icon}
      {children}
    </span>
  );
}

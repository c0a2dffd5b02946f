import { toneLooks } from './tone-looks.ts';
import type { Tone } from './tone-of.ts';

const shapes: Readonly<Record<string, string>> = {
  up: 'M2 14 L26 4',
  down: 'M2 4 L26 14',
  low: 'M2 14 L14 14',
  flat: 'M2 9 L14 9',
  dot: 'M3 9 L7 9',
};

/** The sound, for eyes: its rhythm and its fall or rise, drawn. */
export function SoundMarks({ tone }: { readonly tone: Tone }) {
  return (
    <span aria-hidden="true" className="inline-flex items-center gap-2">
      {toneLooks[tone].marks.map((mark, at) => (
        <svg
          // biome-ignore lint/suspicious/noArrayIndexKey: the marks of a tone never change
          key={at}
          height="24"
          width={mark === 'dot' ? 14 : mark === 'low' || mark === 'flat' ? 24 : 38}
          viewBox={mark === 'dot' ? '0 0 10 18' : mark === 'low' || mark === 'flat' ? '0 0 16 18' : '0 0 28 18'}
          role="presentation"
        >
          <path d={shapes[mark]} stroke="currentColor" strokeWidth="4" strokeLinecap="round" fill="none" />
        </svg>
      ))}
    </span>
  );
}

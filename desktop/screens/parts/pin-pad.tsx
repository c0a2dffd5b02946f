import { Delete } from 'lucide-react';
import { useWords } from '../wording/use-words.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const pinDigitsMax = 12;

/** Digits for fingers; a keyboard types into the field above them. Enter or the tick hands the PIN on. */
export function PinPad(props: {
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly onDone: () => void;
  readonly problem?: string | null;
  readonly label: string;
}) {
  const { say } = useWords();
  const add = (digit: string) => props.onChange((props.value + digit).slice(0, pinDigitsMax));
  const shape = 'min-h-14 rounded-card border text-28 font-medium';
  const key = `${shape} border-line bg-paper hover:border-muted`;
  return (
    <div className="mx-auto flex w-full max-w-72 flex-col gap-3">
      <label className="flex flex-col gap-1 text-14 font-medium">
        {props.label}
        <input
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={props.value}
          maxLength={pinDigitsMax}
          // biome-ignore lint/a11y/noAutofocus: the PIN is the only thing to type here
          autoFocus
          onChange={event => props.onChange(event.target.value)}
          onKeyDown={event => event.key === 'Enter' && props.onDone()}
          className="min-h-12 rounded-card border border-muted bg-ground px-4 text-center text-28 tracking-[0.4em]"
        />
      </label>
      <p role="alert" className="min-h-5 text-14 text-refuse-ink">
        {props.problem ?? ''}
      </p>
      <div dir="ltr" className="grid grid-cols-3 gap-2">
        {digits.map(digit => (
          <button key={digit} type="button" className={key} onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button
          type="button"
          className={`${key} inline-flex items-center justify-center`}
          aria-label={say('pinDelete')}
          onClick={() => props.onChange(props.value.slice(0, -1))}
        >
          <Delete aria-hidden="true" />
        </button>
        <button type="button" className={key} onClick={() => add('0')}>
          0
        </button>
        <button
          type="button"
          className={`${shape} border-ink bg-ink text-paper`}
          aria-label={say('pinDone')}
          onClick={props.onDone}
        >
          ✓
        </button>
      </div>
    </div>
  );
}

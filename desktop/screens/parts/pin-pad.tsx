import { Delete } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../wording/use-words.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const pinDigitsMax = 12;

/** Digits for fingers; a keyboard types into the field above them, which a finger does not take the focus from. Enter or the tick hands the PIN on. */
export function PinPad(props: {
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly onDone: () => void;
  readonly problem?: string | null;
  readonly label: string;
}) {
  const { say } = useWords();
  const add = (digit: string) => props.onChange((props.value + digit).slice(0, pinDigitsMax));
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
          <PinKey key={digit} onPress={() => add(digit)} onEnter={props.onDone}>
            {digit}
          </PinKey>
        ))}
        <PinKey label={say('pinDelete')} onPress={() => props.onChange(props.value.slice(0, -1))}>
          <Delete aria-hidden="true" />
        </PinKey>
        <PinKey onPress={() => add('0')} onEnter={props.onDone}>
          0
        </PinKey>
        <PinKey strong label={say('pinDone')} onPress={props.onDone}>
          ✓
        </PinKey>
      </div>
    </div>
  );
}

/** A key of the pad. A finger on it leaves the focus in the field; Enter on a digit hands the PIN on, as it does anywhere else. */
function PinKey(props: {
  readonly onPress: () => void;
  readonly onEnter?: () => void;
  readonly label?: string;
  readonly strong?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      onMouseDown={event => event.preventDefault()}
      onClick={props.onPress}
      onKeyDown={event => {
        if (event.key !== 'Enter' || props.onEnter === undefined) return;
        event.preventDefault();
        props.onEnter();
      }}
      className={`inline-flex min-h-14 items-center justify-center rounded-card border text-28 font-medium ${
        props.strong === true ? 'border-ink bg-ink text-paper' : 'border-line bg-paper hover:border-muted'
      }`}
    >
      {props.children}
    </button>
  );
}

import { useState } from 'react';
import { ChoiceChips } from '../parts/choice-chips.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useWords } from '../wording/use-words.ts';
import type { WordKey } from '../wording/words-en.ts';

/** A reason, by one tap or in words; both are recorded as text. */
export function ReasonField(props: {
  readonly label: string;
  readonly presets: readonly WordKey[];
  readonly value: string;
  readonly onChange: (reason: string) => void;
}) {
  const { say } = useWords();
  const [own, setOwn] = useState(false);
  const options = [
    ...props.presets.map(key => ({ value: say(key), label: say(key) })),
    { value: '', label: say('otherReason') },
  ];
  return (
    <div className="flex flex-col gap-3">
      <ChoiceChips
        label={props.label}
        options={options}
        value={own ? '' : props.value === '' ? null : props.value}
        onChoose={value => {
          setOwn(value === '');
          props.onChange(value);
        }}
      />
      {own && (
        <TextField label={say('reason')} value={props.value} onChange={props.onChange} maxLength={500} autoFocus />
      )}
    </div>
  );
}

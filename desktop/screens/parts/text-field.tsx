import { type Ref, useId } from 'react';

export type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly ref?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  /** Codes are read letter by letter. */
  readonly code?: boolean;
};

export function TextField(props: TextFieldProps) {
  const id = useId();
  const { problem = null } = props;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-14 font-medium">
        {props.label}
      </label>
      <input
        id={id}
        ref={props.ref}
        type="text"
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
        // biome-ignore lint/a11y/noAutofocus: a dialog that was opened to type in takes the keyboard at once
        autoFocus={props.autoFocus}
        maxLength={props.maxLength}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null && props.hint === undefined ? undefined : `${id}-about`}
        className={`min-h-12 rounded-card border border-muted bg-ground px-4 text-20 text-ink placeholder:text-muted ${
          props.code === true ? 'tracking-wider' : ''
        }`}
      />
      {(problem !== null || props.hint !== undefined) && (
        <p id={`${id}-about`} className={`text-14 ${problem === null ? 'text-muted' : 'text-refuse-ink'}`}>
          {problem ?? props.hint}
        </p>
      )}
    </div>
  );
}

import type { ReactNode, Ref } from 'react';
import { KeyHint } from './key-hint.tsx';

export type ButtonProps = {
  /** Left out where the icon says it all; then `label` is for those who do not see it. */
  readonly children?: ReactNode;
  readonly onPress: () => void;
  /** `primary` once per screen; `onColour` stands on a verdict and takes its text colour. */
  readonly look?: 'primary' | 'quiet' | 'plain' | 'danger' | 'onColour' | 'onColourPrimary';
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly large?: boolean;
  /** Why it cannot be pressed now. The button stays where it is and says so. */
  readonly disabledReason?: string | null;
  readonly pressed?: boolean;
  readonly label?: string;
  readonly type?: 'button' | 'submit';
  readonly ref?: Ref<HTMLButtonElement>;
};

const looks: Readonly<Record<NonNullable<ButtonProps['look']>, string>> = {
  primary: 'bg-accent text-on-accent border-accent',
  quiet: 'bg-paper text-ink border-line hover:border-muted',
  plain: 'bg-transparent text-ink border-transparent hover:border-line',
  danger: 'bg-paper text-refuse-ink border-refuse-ink',
  onColour: 'bg-transparent text-current border-current',
  onColourPrimary: 'on-colour-primary border-current',
};

export function Button(props: ButtonProps) {
  const {
    children,
    onPress,
    look = 'quiet',
    icon,
    hint,
    large = false,
    disabledReason = null,
    type = 'button',
  } = props;
  const off = disabledReason !== null;
  return (
    <button
      ref={props.ref}
      type={type}
      aria-disabled={off || undefined}
      aria-pressed={props.pressed}
      aria-label={props.label}
      title={disabledReason ?? undefined}
      onClick={event => {
        if (off) event.preventDefault();
        else if (type === 'button') onPress();
      }}
      className={`inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-card border px-4 text-center font-medium ${
        large ? 'min-h-14 text-20' : 'text-16'
      } ${off && !look.startsWith('onColour') ? 'border-dashed border-muted bg-transparent text-muted' : looks[look]} ${off ? 'cursor-not-allowed' : ''}`}
    >
      {icon}
      {(children !== undefined || off) && (
        <span className="flex flex-col">
          <span>{children}</span>
          {off && <span className="text-12 font-normal">{disabledReason}</span>}
        </span>
      )}
      {hint !== undefined && <KeyHint keys={hint} />}
    </button>
  );
}

import { Switch } from 'radix-ui';
import { useId } from 'react';

export function SwitchRow(props: {
  readonly label: string;
  readonly about?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-14 items-center gap-4">
      <label htmlFor={id} className="flex-1">
        <span className="block text-16">{props.label}</span>
        {props.about !== undefined && <span className="block text-14 text-muted">{props.about}</span>}
      </label>
      <span className="inline-flex size-11 min-w-14 items-center justify-end">
        <Switch.Root
          id={id}
          checked={props.on}
          onCheckedChange={props.onChange}
          className="relative h-7 w-12 rounded-full border border-muted bg-ground data-[state=checked]:border-ink data-[state=checked]:bg-ink"
        >
          <Switch.Thumb className="absolute start-1 top-1 size-4.5 rounded-full bg-muted data-[state=checked]:start-6 data-[state=checked]:bg-paper" />
        </Switch.Root>
      </span>
    </div>
  );
}

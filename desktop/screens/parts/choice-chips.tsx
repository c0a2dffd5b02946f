/** A few short answers, one of which may be chosen. */
export function ChoiceChips<Value extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="mb-1 text-14 font-medium">{props.label}</legend>
      {props.options.map(option => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          onClick={() => props.onChoose(option.value)}
          className={`min-h-11 rounded-card border px-4 text-16 ${
            option.value === props.value
              ? 'border-ink bg-ink text-paper'
              : 'border-line bg-paper text-ink hover:border-muted'
          }`}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

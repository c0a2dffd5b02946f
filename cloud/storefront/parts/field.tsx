import type { ReactNode } from 'react';
import type { Mistake } from '../checkout-form.ts';
import type { Shop } from '../shop.ts';

/** What the fields of a form share: what was typed before, and what was wrong with it. */
export type FormState = {
  readonly shop: Shop;
  readonly typed: ReadonlyMap<string, string>;
  readonly mistakes: readonly Mistake[];
};

type FieldProps = {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
  readonly wide?: boolean;
};

type InputProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'number';
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly multiline?: boolean;
};

/** The id of a field, also the anchor of its line in the list of mistakes. */
export function fieldId(name: string): string {
  return `f-${name.replaceAll('.', '-')}`;
}

export function mistakeOf({ shop, mistakes }: FormState, name: string): string | null {
  const mistake = mistakes.find(({ field }) => field === name);
  return mistake === undefined ? null : shop.say(mistake.message, mistake.values);
}

/** What every control says about itself; the first mistake of the page has the focus when it opens. */
export function controlProps(form: FormState, name: string, hint: string | undefined) {
  const wrong = mistakeOf(form, name) !== null;
  const id = fieldId(name);
  const described = [...(wrong ? [`${id}-wrong`] : []), ...(hint === undefined ? [] : [`${id}-hint`])];
  return {
    id,
    name,
    ...(wrong ? { 'aria-invalid': true as const } : {}),
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
    ...(form.mistakes[0]?.field === name ? { autoFocus: true } : {}),
  };
}

export function InputField(props: InputProps) {
  const { form, name, hint, type = 'text', autoComplete, maxLength, multiline = false } = props;
  const shared = {
    ...controlProps(form, name, hint),
    defaultValue: form.typed.get(name) ?? '',
    autoComplete,
    maxLength,
    ...(props.optional === true ? {} : { 'aria-required': true as const }),
  };
  return (
    <Labelled {...props}>
      {multiline ? (
        <textarea rows={3} dir="auto" {...shared} />
      ) : (
        <input
          type={type === 'number' ? 'text' : type}
          {...(type === 'number' ? { inputMode: 'decimal' as const } : {})}
          dir={type === 'email' || type === 'tel' || type === 'date' ? 'ltr' : 'auto'}
          {...shared}
        />
      )}
    </Labelled>
  );
}

export function SelectField(
  props: FieldProps & {
    readonly options: readonly { readonly value: string; readonly name: string }[];
    readonly none?: string | undefined;
    readonly autoComplete?: string;
  },
) {
  const { form, name, hint, options, none, autoComplete } = props;
  return (
    <Labelled {...props}>
      <select
        {...controlProps(form, name, hint)}
        defaultValue={form.typed.get(name) ?? ''}
        autoComplete={autoComplete}
        {...(props.optional === true ? {} : { 'aria-required': true as const })}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function CheckField({ form, name, label, hint, after }: FieldProps & { readonly after?: ReactNode }) {
  const wrong = mistakeOf(form, name);
  return (
    <div className="field wide">
      <label className="check">
        <input
          type="checkbox"
          value="yes"
          {...controlProps(form, name, hint)}
          defaultChecked={form.typed.get(name) === 'yes'}
        />
        <bdi>{label}</bdi>
      </label>
      {after}
      {wrong === null ? null : (
        <p className="wrong" id={`${fieldId(name)}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

function Labelled({
  form,
  name,
  label,
  hint,
  optional = false,
  wide = false,
  children,
}: FieldProps & { readonly children: ReactNode }) {
  const id = fieldId(name);
  const wrong = mistakeOf(form, name);
  return (
    <div className={wide ? 'field wide' : 'field'}>
      <label htmlFor={id}>
        <bdi>{label}</bdi>
        {optional ? <span className="optional"> ({form.shop.say('checkout.optional')})</span> : null}
      </label>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {wrong === null ? null : (
        <p className="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

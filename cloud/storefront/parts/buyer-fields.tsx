import type { EventView } from '#shared/api/events.ts';
import { countries } from '#shared/catalog/countries.ts';
import { type Language, languages } from '#shared/catalog/languages.ts';
import { limits } from '#shared/kernel/limits.ts';
import { localeOf } from '#shared/wording/icu.ts';
import { type FormState, InputField, SelectField } from './field.tsx';

/** OR-4: who is buying; phone and address only where the event collects them. */
export function BuyerFields({ form, event }: { readonly form: FormState; readonly event: EventView }) {
  const { say } = form.shop;
  return (
    <fieldset>
      <legend>{say('checkout.buyer')}</legend>
      <div className="fields two">
        <InputField form={form} name="name" label={say('checkout.name')} autoComplete="name" maxLength={200} wide />
        <InputField
          form={form}
          name="email"
          type="email"
          label={say('checkout.email')}
          hint={say('checkout.emailHint')}
          autoComplete="email"
          maxLength={limits.emailCharsMax}
          wide
        />
        {event.collectsPhone === 'no' ? null : (
          <InputField
            form={form}
            name="phone"
            type="tel"
            label={say('checkout.phone')}
            optional={event.collectsPhone === 'optional'}
            autoComplete="tel"
            maxLength={50}
            wide
          />
        )}
        {event.collectsAddress === 'no' ? null : (
          <AddressFields form={form} optional={event.collectsAddress === 'optional'} />
        )}
      </div>
    </fieldset>
  );
}

function AddressFields({ form, optional }: { readonly form: FormState; readonly optional: boolean }) {
  const { say, language } = form.shop;
  return (
    <>
      <InputField
        form={form}
        name="street"
        label={say('checkout.street')}
        optional={optional}
        autoComplete="street-address"
        maxLength={200}
        wide
      />
      <InputField
        form={form}
        name="postalCode"
        label={say('checkout.postalCode')}
        optional={optional}
        autoComplete="postal-code"
        maxLength={20}
      />
      <InputField
        form={form}
        name="city"
        label={say('checkout.city')}
        optional={optional}
        autoComplete="address-level2"
        maxLength={200}
      />
      <SelectField
        form={form}
        name="country"
        label={say('checkout.country')}
        optional={optional}
        none={say('checkout.choose')}
        options={countryOptions[language]}
        autoComplete="country"
        wide
      />
    </>
  );
}

type Option = { readonly value: string; readonly name: string };

const countryOptions = Object.fromEntries(languages.map(language => [language, namedCountries(language)])) as Record<
  Language,
  readonly Option[]
>;

function namedCountries(language: Language): readonly Option[] {
  const names = new Intl.DisplayNames(localeOf(language), { type: 'region' });
  const order = new Intl.Collator(localeOf(language));
  return countries
    .map(value => ({ value, name: names.of(value) ?? value }))
    .sort((a, b) => order.compare(a.name, b.name));
}

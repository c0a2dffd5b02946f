import { type CheckoutFacts, questionsAsked, type WantedTicket } from '../checkout-form.ts';
import { type FormState, InputField, SelectField } from './field.tsx';
import { QuestionField } from './question-field.tsx';

/** OR-2 to OR-4: what each ticket needs to know. Tickets that need nothing but a name, if that, wait folded. */
export function TicketFields({ form, facts }: { readonly form: FormState; readonly facts: CheckoutFacts }) {
  const numbered = facts.wanted.map((ticket, index) => ({ ticket, index }));
  const plain = numbered.filter(({ ticket }) => !needsAnswers(facts, ticket));
  return (
    <>
      {numbered
        .filter(({ ticket }) => needsAnswers(facts, ticket))
        .map(one => (
          <OneTicket key={one.ticket.ticketId} form={form} facts={facts} {...one} />
        ))}
      {plain.length === 0 ? null : <Names form={form} facts={facts} plain={plain} />}
    </>
  );
}

function needsAnswers(facts: CheckoutFacts, { tier }: WantedTicket): boolean {
  const asked = questionsAsked({ questions: facts.questions, per: 'ticket', tiers: [{ tier }] });
  return tier.proof?.kind === 'age' || tier.child !== null || asked.length > 0;
}

type Numbered = { readonly ticket: WantedTicket; readonly index: number };

function Names({ form, facts, plain }: Pick<Props, 'form' | 'facts'> & { readonly plain: readonly Numbered[] }) {
  const { say } = form.shop;
  const started = plain.some(({ index }) => (form.typed.get(`t${index}.holder`) ?? '') !== '');
  return (
    <details className="names" open={started}>
      <summary>{say('checkout.names')}</summary>
      <p className="hint">{say('checkout.namesHint')}</p>
      <div className="fields">
        {plain.map(({ ticket, index }) => (
          <InputField
            key={ticket.ticketId}
            form={form}
            name={`t${index}.holder`}
            label={`${say('checkout.ticket', { number: index + 1, count: facts.wanted.length })} · ${ticket.tier.name}`}
            optional
            maxLength={200}
            autoComplete="off"
          />
        ))}
      </div>
    </details>
  );
}

type Props = {
  readonly form: FormState;
  readonly facts: CheckoutFacts;
  readonly ticket: WantedTicket;
  readonly index: number;
};

function OneTicket({ form, facts, ticket: { tier }, index }: Props) {
  const { say } = form.shop;
  const field = (name: string) => `t${index}.${name}`;
  const asked = questionsAsked({ questions: facts.questions, per: 'ticket', tiers: [{ tier }] });
  return (
    <fieldset>
      <legend>
        {say('checkout.ticket', { number: index + 1, count: facts.wanted.length })} · <bdi>{tier.name}</bdi>
      </legend>
      <div className="fields">
        <InputField
          form={form}
          name={field('holder')}
          label={say('checkout.holder')}
          optional
          maxLength={200}
          autoComplete="off"
        />
        {tier.proof?.kind === 'age' ? (
          <InputField
            form={form}
            name={field('bornOn')}
            type="date"
            label={say('checkout.bornOn')}
            hint={say('checkout.bornOnHint')}
            autoComplete="off"
          />
        ) : null}
        {tier.child === null ? null : <GuardianField form={form} facts={facts} tier={tier} name={field('guardian')} />}
        {asked.map(question => (
          <QuestionField key={question.questionId} form={form} prefix={field('q')} question={question} />
        ))}
      </div>
    </fieldset>
  );
}

/** An adult of this order to choose; where there is none, the ticket of one who has it already. */
function GuardianField({
  form,
  facts,
  tier,
  name,
}: Pick<Props, 'form' | 'facts'> & { readonly tier: WantedTicket['tier']; readonly name: string }) {
  const { say } = form.shop;
  const adults = facts.wanted.flatMap((ticket, index) =>
    tier.child?.guardianTierIds.includes(ticket.tier.tierId) === true
      ? [{ value: `#${index}`, name: say('checkout.guardianTicket', { number: index + 1, tier: ticket.tier.name }) }]
      : [],
  );
  return adults.length === 0 ? (
    <InputField
      form={form}
      name={name}
      label={say('checkout.guardianCode')}
      hint={say('checkout.guardianCodeHint')}
      autoComplete="off"
      maxLength={200}
    />
  ) : (
    <SelectField
      form={form}
      name={name}
      label={say('checkout.guardian')}
      none={say('checkout.guardianAny')}
      options={adults}
      optional
    />
  );
}

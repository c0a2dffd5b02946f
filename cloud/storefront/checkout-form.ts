import type { EventView } from '#shared/api/events.ts';
import type { PlaceOrder } from '#shared/api/orders.ts';
import type { QuestionView } from '#shared/api/questions.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { countries } from '#shared/catalog/countries.ts';
import type { Language } from '#shared/catalog/languages.ts';
import { isEmail } from '#shared/kernel/email.ts';
import { isId, type OrderId, type TicketId, type TierId } from '#shared/kernel/ids.ts';
import { isKeepable } from '#shared/kernel/keepable.ts';
import { limits } from '#shared/kernel/limits.ts';
import { ageFits, ageOn } from '#shared/orders/age-on.ts';
import { checkAnswers } from '#shared/orders/check-answers.ts';
import { parseTicketCode } from '#shared/tickets/ticket-code.ts';
import type { SayValues } from '#shared/wording/icu.ts';
import type { ShopMessage } from '#shared/wording/shop/en.ts';

/** What was typed, by the name of its field, whatever it was. */
export type Typed = ReadonlyMap<string, string>;

/** One ticket of the cart, with the id that follows from its order's, so that sending it twice is sending it once. */
export type WantedTicket = { readonly ticketId: TicketId; readonly tier: TierView };

export type CheckoutFacts = {
  readonly event: EventView;
  readonly orderId: OrderId;
  /** Its signed address, which comes back with the page (SH-9); empty where the id is nobody's. */
  readonly link: string;
  readonly wanted: readonly WantedTicket[];
  /** Those of this event that are asked of these tiers. */
  readonly questions: readonly QuestionView[];
  readonly termsToAccept: boolean;
  readonly language: Language;
  /** What was typed as a code, or nothing. */
  readonly code: string;
};

/** Something to mend, at a field of the form. */
export type Mistake = { readonly field: string; readonly message: ShopMessage; readonly values?: SayValues };

export type ReadCheckout = { readonly order: PlaceOrder; readonly mistakes: readonly Mistake[] };

const plainText: TextKind = { is: isKeepable, message: 'mistake.unkeepable' };

/** SH-8: the order that was meant, and everything that is wrong with it, in the order of the page. What was not asked is not read. */
export function readCheckout(typed: Typed, facts: CheckoutFacts): ReadCheckout {
  const mistakes: Mistake[] = [];
  const note = (field: string, message: ShopMessage, values?: SayValues) =>
    mistakes.push(values === undefined ? { field, message } : { field, message, values });
  const { event, wanted, orderId, language } = facts;
  const text: Text = (field, charsMax, required, kind = plainText) => {
    const value = (typed.get(field) ?? '').trim();
    if (required && value === '') note(field, 'mistake.required');
    else if (value.length > charsMax) note(field, 'mistake.tooLong', { max: charsMax });
    else if (value !== '' && !kind.is(value)) note(field, kind.message);
    return value;
  };
  const name = text('name', 200, true);
  const email = text('email', limits.emailCharsMax, true, { is: isEmail, message: 'mistake.email' });
  const phone = event.collectsPhone === 'no' ? '' : text('phone', 50, event.collectsPhone === 'required');
  const address = readAddress(typed, event.collectsAddress, text, note);
  const answers = readAnswers(typed, 'q', { questions: facts.questions, per: 'order', tiers: wanted }, note);
  const tickets = wanted.map((ticket, index) => readTicket(typed, ticket, index, facts, text, note));
  if (facts.termsToAccept && typed.get('terms') !== 'yes') note('terms', 'mistake.terms');
  return {
    mistakes,
    order: {
      orderId,
      channel: 'online',
      tickets,
      buyer: { name, email, phone: phone === '' ? null : phone, address, language },
      answers,
      codes: facts.code === '' ? [] : [facts.code],
    },
  };
}

/** Whose uses of a code count. What is no address is nobody's. */
export function mailOf(typed: Typed): string {
  const email = typed.get('email')?.trim() ?? '';
  return isEmail(email) ? email : '';
}

type TextKind = { readonly is: (text: string) => boolean; readonly message: ShopMessage };
type Text = (field: string, charsMax: number, required: boolean, kind?: TextKind) => string;
type Note = (field: string, message: ShopMessage, values?: SayValues) => void;

function readAddress(typed: Typed, collected: EventView['collectsAddress'], text: Text, note: Note) {
  if (collected === 'no') return null;
  const fields = ['street', 'postalCode', 'city', 'country'] as const;
  const started = collected === 'required' || fields.some(field => (typed.get(field) ?? '').trim() !== '');
  if (!started) return null;
  const [street, postalCode, city] = [text('street', 200, true), text('postalCode', 20, true), text('city', 200, true)];
  const country = (typed.get('country') ?? '').trim().toUpperCase();
  if (!countries.includes(country)) note('country', 'mistake.country');
  return { street, postalCode, city, country };
}

function readTicket(
  typed: Typed,
  { ticketId, tier }: WantedTicket,
  index: number,
  facts: CheckoutFacts,
  text: Text,
  note: Note,
): PlaceOrder['tickets'][number] {
  const field = (name: string) => `t${index}.${name}`;
  const holder = text(field('holder'), 200, false);
  const bornOn = tier.proof?.kind === 'age' ? readAge(typed, field('bornOn'), tier.proof, facts.event, note) : null;
  const answers = readAnswers(
    typed,
    field('q'),
    { questions: facts.questions, per: 'ticket', tiers: [{ tier }] },
    note,
  );
  return {
    ticketId,
    tierId: tier.tierId,
    holder: holder === '' ? null : holder,
    seat: null,
    attention: null,
    ...(bornOn === null ? {} : { bornOn }),
    guardianTicketId: tier.child === null ? null : readGuardian(typed, field('guardian'), facts, note),
    window: null,
    answers,
  };
}

function readAge(
  typed: Typed,
  field: string,
  { ageMin, ageMax }: { readonly ageMin: number | null; readonly ageMax: number | null },
  { startsAt, zone }: EventView,
  note: Note,
): string | null {
  const bornOn = (typed.get(field) ?? '').trim();
  if (bornOn === '') note(field, 'mistake.required');
  const age = bornOn === '' ? null : ageOn(bornOn, startsAt, zone);
  if (bornOn !== '' && age === null) note(field, 'mistake.date');
  if (age !== null && !ageFits(age, { ageMin, ageMax })) {
    if (ageMin !== null && ageMax !== null) note(field, 'mistake.ageBetween', { min: ageMin, max: ageMax });
    else if (ageMin !== null) note(field, 'mistake.ageFrom', { min: ageMin });
    else note(field, 'mistake.ageUpTo', { max: ageMax ?? 0 });
  }
  return age === null ? null : bornOn;
}

/** OR-2: an adult of this order by their ticket, or one who has a ticket already, by its id. Nobody named: any of this order. */
function readGuardian(typed: Typed, field: string, { wanted }: CheckoutFacts, note: Note): TicketId | null {
  const named = (typed.get(field) ?? '').trim();
  if (named === '') return null;
  if (isId('TicketId', named)) return named;
  const code = parseTicketCode(named);
  if (code.kind === 'code') return code.code.ticketId;
  const inOrder = wanted[Number(named.replace(/^#/, ''))];
  if (named.startsWith('#') && inOrder !== undefined) return inOrder.ticketId;
  note(field, 'mistake.code');
  return null;
}

type Asked = {
  readonly questions: readonly QuestionView[];
  readonly per: 'order' | 'ticket';
  readonly tiers: readonly { readonly tier: { readonly tierId: TierId } }[];
};

/** The questions of this place, in their order. */
export function questionsAsked({ questions, per, tiers }: Asked): readonly QuestionView[] {
  return questions.filter(
    question =>
      question.per === per && (question.tierIds?.some(id => tiers.some(({ tier }) => tier.tierId === id)) ?? true),
  );
}

function readAnswers(typed: Typed, prefix: string, asked: Asked, note: Note): PlaceOrder['answers'] {
  return questionsAsked(asked).flatMap(question => {
    const field = `${prefix}.${question.questionId}`;
    const raw = (typed.get(field) ?? '').trim();
    const given = { [question.questionId]: raw === '' && question.kind === 'consent' ? 'no' : raw };
    const tierIds = asked.tiers.map(({ tier }) => tier.tierId);
    const checked = checkAnswers(given, { questions: [question], per: asked.per, tierIds }, 'now');
    if (checked.kind === 'refused') {
      const [message, values] = wrongAnswer(question, checked.refusal.code === 'answer-missing');
      note(field, message, values);
      return [];
    }
    const value = checked.plan.answers[question.questionId];
    return value === undefined ? [] : [{ questionId: question.questionId, value }];
  });
}

function wrongAnswer({ kind }: QuestionView, missing: boolean): readonly [ShopMessage, SayValues?] {
  if (missing) return [kind === 'consent' ? 'mistake.consent' : 'mistake.required'];
  switch (kind) {
    case 'number':
      return ['mistake.number'];
    case 'date':
      return ['mistake.date'];
    case 'text':
      return ['mistake.tooLong', { max: limits.answerCharsMax }];
    default:
      return ['mistake.choice'];
  }
}

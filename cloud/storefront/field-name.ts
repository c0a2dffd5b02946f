import type { ShopMessage } from '#shared/wording/shop/en.ts';
import type { CheckoutFacts } from './checkout-form.ts';
import type { Shop } from './shop.ts';

const named: Readonly<Record<string, ShopMessage>> = {
  name: 'checkout.name',
  email: 'checkout.email',
  phone: 'checkout.phone',
  street: 'checkout.street',
  postalCode: 'checkout.postalCode',
  city: 'checkout.city',
  country: 'checkout.country',
  terms: 'frame.terms',
  holder: 'checkout.holder',
  bornOn: 'checkout.bornOn',
  guardian: 'checkout.guardian',
};

/** What a field of the checkout is called, for the list of what is to be mended: with its ticket where there are several. */
export function fieldName({ say }: Shop, facts: CheckoutFacts, field: string): string {
  const [, ticket, rest = field] = /^t(\d+)\.(.+)$/.exec(field) ?? [];
  const question = facts.questions.find(({ questionId }) => rest === `q.${questionId}`);
  const message = named[rest];
  const name = question?.label ?? (message === undefined ? rest : say(message));
  if (ticket === undefined) return name;
  return `${name} (${say('checkout.ticket', { number: Number(ticket) + 1, count: facts.wanted.length })})`;
}

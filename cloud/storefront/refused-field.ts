import type { Refusal } from '#shared/kernel/refusal.ts';
import type { CheckoutFacts, Mistake } from './checkout-form.ts';

const buyerFields = ['name', 'email', 'phone'];
const addressFields = ['street', 'postalCode', 'city', 'country'];

type Wanted = Pick<CheckoutFacts, 'wanted'>;

/** SH-8: where on the form of a checkout stands what an order was refused for; null where nothing of it does. */
export function refusedField(wanted: Wanted, refused: Refusal): Mistake | null {
  return guardianMistake(wanted, refused) ?? inputMistake(wanted, refused);
}

function guardianMistake({ wanted }: Wanted, { code, facts }: Refusal): Mistake | null {
  if (code !== 'guardian-missing' && code !== 'guardian-ratio') return null;
  const index = wanted.findIndex(({ ticketId }) => ticketId === facts.ticketId);
  const field = `t${Math.max(0, index)}.guardian`;
  return code === 'guardian-missing'
    ? { field, message: 'mistake.guardian' }
    : { field, message: 'mistake.guardianMax', values: { max: Number(facts.max ?? 1) } };
}

function inputMistake({ wanted }: Wanted, { code, facts }: Refusal): Mistake | null {
  if (code !== 'bad-input') return null;
  const [part, first = '', second = ''] = String(facts.field).split('.');
  if (part === 'buyer' && buyerFields.includes(first)) return mistakeAt(first);
  if (part === 'buyer' && first === 'address' && addressFields.includes(second)) return mistakeAt(second);
  const isOne = part === 'tickets' && wanted[Number(first)] !== undefined;
  if (isOne && second === 'holder') return mistakeAt(`t${first}.holder`);
  if (isOne && second === 'bornOn') return { field: `t${first}.bornOn`, message: 'mistake.date' };
  if (isOne && second === 'guardianTicketId') return { field: `t${first}.guardian`, message: 'mistake.code' };
  return null;
}

function mistakeAt(field: string): Mistake {
  if (field === 'country') return { field, message: 'mistake.country' };
  return { field, message: field === 'email' ? 'mistake.email' : 'mistake.unkeepable' };
}

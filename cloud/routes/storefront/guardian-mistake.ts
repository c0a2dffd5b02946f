import type { Refusal } from '#shared/kernel/refusal.ts';
import type { CheckoutFacts, Mistake } from '../../storefront/checkout-form.ts';

/** OR-2: a child without an adult, told at the field where the adult is named. */
export function guardianMistake({ wanted }: CheckoutFacts, { code, facts }: Refusal): Mistake | null {
  if (code !== 'guardian-missing' && code !== 'guardian-ratio') return null;
  const index = wanted.findIndex(({ ticketId }) => ticketId === facts.ticketId);
  const field = `t${Math.max(0, index)}.guardian`;
  return code === 'guardian-missing'
    ? { field, message: 'mistake.guardian' }
    : { field, message: 'mistake.guardianMax', values: { max: Number(facts.max ?? 1) } };
}

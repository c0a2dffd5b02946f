import { type Planned, refusal } from '../kernel/refusal.ts';

export type Collected = 'no' | 'optional' | 'required';
export type Buyer<Address> = {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly address: Address | null;
};

/** OR-4: of the buyer's phone and address, what the event collects is kept, what it needs is demanded, the rest is dropped. */
export function checkBuyer<Address>(
  buyer: Buyer<Address>,
  collects: { readonly phone: Collected; readonly address: Collected },
): Planned<Buyer<Address>> {
  const phone = buyer.phone?.trim() === '' ? null : (buyer.phone?.trim() ?? null);
  if (collects.phone === 'required' && phone === null) return missing('phone');
  if (collects.address === 'required' && buyer.address === null) return missing('address');
  return {
    kind: 'planned',
    plan: {
      name: buyer.name.trim(),
      email: buyer.email.trim(),
      phone: collects.phone === 'no' ? null : phone,
      address: collects.address === 'no' ? null : buyer.address,
    },
  };
}

function missing(field: string): Planned<never> {
  return { kind: 'refused', refusal: refusal('answer-missing', { field, label: field }) };
}

import type { RefusalCode } from '#shared/kernel/refusal.ts';

/** SH-8: where a buyer is told why an order was refused: beside what they typed, where tickets are chosen, or where they pay. All else is a page of its own. */
export const toldAt: Readonly<Record<'form' | 'choice' | 'payment', readonly RefusalCode[]>> = {
  form: [
    'bad-input',
    'answer-missing',
    'answer-wrong',
    'birth-date-missing',
    'age-limit',
    'payment-under-way',
    'too-many-held',
    'price-changed',
  ],
  choice: [
    'sold-out',
    'not-on-sale',
    'over-order-limit',
    'under-order-limit',
    'one-currency',
    'offer-differs',
    'promo-not-valid',
    'payments-inactive',
    'below-minimum',
    'bad-input',
  ],
  payment: ['payment-refused', 'payments-inactive', 'too-many-requests', 'busy'],
};

export const orderStates = [
  'awaiting-approval',
  'awaiting-payment',
  'paid',
  'partly-refunded',
  'refunded',
  'lapsed',
  'cancelled',
] as const;
export type OrderState = (typeof orderStates)[number];

import type { PaymentSettled } from '../../db/tables/selling.ts';

/** How a payment is settled that an order was paid with. Every other way, it goes back. */
export const keptKinds: readonly PaymentSettled[] = ['fulfilled', 're-seated'];

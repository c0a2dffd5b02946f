import type { PaymentSettled } from '../../db/tables/selling.ts';

/** How a payment that bought its order's tickets was settled; any other went back to the buyer and bought nothing. */
export const keptSettlements = ['fulfilled', 're-seated'] as const satisfies readonly PaymentSettled[];

export function isKept(settled: PaymentSettled | null): boolean {
  return keptSettlements.some(kept => kept === settled);
}

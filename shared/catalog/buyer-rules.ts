import { z } from 'zod';
import { instantSchema } from '../kernel/schemas.ts';

/** ML-6: what buyers may do by themselves on the page of their order, and until when; null is when the doors open. */
export const buyerRulesSchema = z
  .strictObject({
    namesUntil: instantSchema.nullable(),
    transfers: z.boolean().meta({ description: 'May a ticket be passed on to somebody else?' }),
    transfersUntil: instantSchema.nullable(),
    refunds: z.boolean().meta({ description: 'May a buyer give tickets back for their money without asking?' }),
    refundsUntil: instantSchema.nullable(),
    refundsReturnFee: z.boolean().meta({ description: 'Is the fee given back too?' }),
  })
  .meta({
    example: {
      namesUntil: null,
      transfers: true,
      transfersUntil: null,
      refunds: true,
      refundsUntil: '2026-11-20T18:00:00Z',
      refundsReturnFee: false,
    },
  });
export type BuyerRules = z.infer<typeof buyerRulesSchema>;

/** What holds for an event whose organizer said nothing. */
export const standingBuyerRules: BuyerRules = {
  namesUntil: null,
  transfers: true,
  transfersUntil: null,
  refunds: false,
  refundsUntil: null,
  refundsReturnFee: false,
};

import { z } from 'zod';
import { currencySchema, instantSchema, minorSchema } from '../kernel/schemas.ts';

const postingSchema = z.object({ account: z.string(), minor: minorSchema });

/** LE-1: what is owed to us and what we have is positive, what we owe or earned negative; the sum is zero. */
export const trialBalanceSchema = z.object({
  whole: z.boolean(),
  unbalanced: z.array(z.string()),
  currencies: z.array(z.object({ currency: currencySchema, groups: z.int(), accounts: z.array(postingSchema) })),
});
export type TrialBalance = z.infer<typeof trialBalanceSchema>;

export const ledgerGroupSchema = z.object({
  cause: z.string(),
  memo: z.string(),
  postedAt: instantSchema,
  currency: currencySchema,
  postings: z.array(postingSchema),
});
export type LedgerGroup = z.infer<typeof ledgerGroupSchema>;

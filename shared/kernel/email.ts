import { z } from 'zod';
import { limits } from './limits.ts';

/** SH-8: what counts as an e-mail address, for forms and for programs alike. */
export const emailSchema = z.email({ error: 'this is no e-mail address' }).max(limits.emailCharsMax);

export function isEmail(text: string): boolean {
  return emailSchema.safeParse(text).success;
}

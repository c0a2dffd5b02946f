import { z } from 'zod';
import { isKeepable } from '../kernel/keepable.ts';
import { limits } from '../kernel/limits.ts';

/** A name a person gave: trimmed, not empty, not a novel. */
export function nameSchema(charsMax: number = limits.nameCharsMax) {
  return z
    .string()
    .trim()
    .min(1, { error: 'this must not be empty' })
    .max(charsMax, { error: `this has at most ${charsMax} characters` })
    .refine(isKeepable, { error: unkeepable });
}

/** Free text that may be empty. */
export function textSchema(charsMax: number) {
  return z
    .string()
    .max(charsMax, { error: `this has at most ${charsMax} characters` })
    .refine(isKeepable, { error: unkeepable });
}

const unkeepable = 'this holds a character that cannot be kept';

/** Optimistic concurrency: the version the caller saw. Another version in the table answers `conflict`. */
export const versionSchema = z
  .int()
  .min(1)
  .meta({ description: 'The version you read. If somebody changed it since, the answer is `conflict`.', example: 1 });

export const positionSchema = z.int().min(0).max(10_000).meta({ description: 'Order in lists, lowest first.' });

export const attentionSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .nullable()
  .meta({ description: 'Shown to the operator with every scan, to be confirmed before admission.' });

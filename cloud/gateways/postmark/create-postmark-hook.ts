import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { MailHook, MailNews } from '../../services/mailer.ts';

const metadata = z.record(z.string(), z.string()).default({});
const telling = z.discriminatedUnion('RecordType', [
  z.object({
    RecordType: z.literal('Delivery'),
    MessageID: z.string(),
    DeliveredAt: z.string(),
    Details: z.string().default(''),
    Metadata: metadata,
  }),
  z.object({
    RecordType: z.literal('Bounce'),
    MessageID: z.string(),
    BouncedAt: z.string(),
    Type: z.string(),
    Description: z.string().default(''),
    Metadata: metadata,
  }),
]);

// Bounces that mean: later, perhaps, or: somebody is away. The mail may still arrive.
const passing = new Set(['Transient', 'SoftBounce', 'AutoResponder', 'DnsError', 'ChallengeVerification']);

/** Postmark signs nothing; it presents the name and password that we gave it. */
export function createPostmarkHook(credentials: string): MailHook {
  const expected = digest(`Basic ${Buffer.from(credentials).toString('base64')}`);
  return {
    admits: authorization => timingSafeEqual(digest(authorization ?? ''), expected),
    read: body => news(body),
  };
}

function news(body: string): MailNews | null {
  const parsed = telling.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const told = parsed.data;
  const { MessageID: messageId, Metadata } = told;
  if (told.RecordType === 'Delivery')
    return { kind: 'delivered', messageId, at: told.DeliveredAt, detail: told.Details, metadata: Metadata };
  if (passing.has(told.Type)) return null;
  const detail = `${told.Type}: ${told.Description}`;
  return { kind: 'bounced', messageId, at: told.BouncedAt, detail, metadata: Metadata };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

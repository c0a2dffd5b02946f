import { createHash } from 'node:crypto';
import { msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { audit } from '../../db/audit.ts';
import { type Burst, burstBlockedUntil, countBurst } from '../../db/bursts.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { Log } from '../ports.ts';

const topic = 'card-testing';

/** Whom a buyer is counted as: nobody can read an address out of it. Null for people of the organization. */
export function payerKeyOf({ actor, address, orgId }: Ctx): Uint8Array | null {
  if (actor.kind !== 'buyer' || address === undefined) return null;
  return createHash('sha256').update(`${topic} ${orgId} ${address}`).digest();
}

/** PY-8: who has begun too many payments, or had too many cards declined, waits before the next. */
export async function guardCardTesting(ctx: Ctx, payerKey: Uint8Array | null): Promise<void> {
  if (payerKey === null) return;
  for (const what of ['started', 'declined'] as const) {
    const until = await burstBlockedUntil(ctx.db, payerBurst(ctx, payerKey, what), ctx.now);
    if (until !== null) throw refusal('too-many-requests', { retryAfterMs: msBetween(until, ctx.now), why: 'cards' });
  }
}

/** One more payment begun. */
export async function countStart(ctx: Ctx, payerKey: Uint8Array | null): Promise<void> {
  if (payerKey !== null) await alarmed(ctx, payerBurst(ctx, payerKey, 'started'));
}

/** One more card declined: counted for who paid, and for the organization as a whole, which is told but never shut. */
export async function countDecline(ctx: Ctx, log: Log, payerKey: Uint8Array | null): Promise<void> {
  if (payerKey !== null) await alarmed(ctx, payerBurst(ctx, payerKey, 'declined'), log);
  const whole = { topic: 'cards-declined', orgId: ctx.orgId, who: 'everybody', windowMs: limits.paymentBurstWindowMs };
  await alarmed(ctx, { ...whole, freeTimes: limits.paymentDeclinesPerOrganization, blockMs: 0 }, log);
}

function payerBurst(ctx: Ctx, payerKey: Uint8Array, what: 'started' | 'declined'): Burst {
  return {
    topic,
    orgId: ctx.orgId,
    who: `${what} ${Buffer.from(payerKey).toString('hex')}`,
    freeTimes: what === 'started' ? limits.paymentStartsPerPayer : limits.paymentDeclinesPerPayer,
    windowMs: limits.paymentBurstWindowMs,
    blockMs: limits.paymentBurstBlockMs,
  };
}

async function alarmed(ctx: Ctx, burst: Burst, log?: Log): Promise<void> {
  const { count, alarm } = await countBurst(ctx.db, burst, ctx.now);
  if (!alarm) return;
  log?.({ level: 'warn', event: burst.topic, orgId: ctx.orgId, count });
  await withTenant(ctx.db, ctx.orgId, tx =>
    audit(tx, ctx, { verb: `payment.${burst.topic}`, target: ctx.orgId, before: null, after: { count } }),
  );
}

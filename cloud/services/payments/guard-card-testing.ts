import { createHash } from 'node:crypto';
import type { EventId } from '#shared/kernel/ids.ts';
import { type Instant, msBetween } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type Burst, burstBlockedUntil } from '../../db/bursts.ts';
import type { Ctx } from '../ctx.ts';
import type { Log } from '../ports.ts';
import { countCards } from './count-cards.ts';
import { countPaid } from './count-paid.ts';

const topic = 'card-testing';

/** Whom a buyer is counted as: nobody can read an address out of it. Null for people of the organization. */
export function payerKeyOf({ actor, address, orgId }: Ctx): Uint8Array | null {
  if (actor.kind !== 'buyer' || address === undefined) return null;
  return createHash('sha256').update(`${topic} ${orgId} ${address}`).digest();
}

/** Says no to whoever has to wait before they begin another payment. */
export type CardGuard = (asked: { readonly again: boolean }) => void;

/**
 * PY-8: where too many cards were declined, nobody begins a payment for a while; where payments were begun over and over, nobody
 * begins another for an order that has one. What is open may be paid all the while.
 */
export async function guardCardTesting(ctx: Ctx, payerKey: Uint8Array | null): Promise<CardGuard> {
  const declined = await blockedUntil(ctx, payerKey, 'declined');
  const begun = await blockedUntil(ctx, payerKey, 'begun');
  return ({ again }) => {
    const until = declined ?? (again ? begun : null);
    if (until !== null) throw refusal('too-many-requests', { retryAfterMs: msBetween(until, ctx.now), why: 'cards' });
  };
}

/** A payment was begun for an order that had one: the first comes with the page and says nothing. */
export async function countStart(ctx: Ctx, log: Log, payerKey: Uint8Array | null, eventId: EventId): Promise<void> {
  if (payerKey !== null) await countCards(ctx, log, payerBurst(ctx, payerKey, 'begun'), { eventId, what: 'begun' });
}

/**
 * One more card declined: counted for who paid, and for the organization as a whole, which is told but never shut. What is bearable
 * grows with what goes through.
 */
export async function countDecline(
  ctx: Ctx,
  log: Log,
  { payerKey, eventId }: { readonly payerKey: Uint8Array | null; readonly eventId: EventId },
): Promise<void> {
  const weighed = async (burst: Burst, key: Uint8Array | null): Promise<Burst> => {
    const paid = await countPaid(ctx, key);
    return { ...burst, freeTimes: burst.freeTimes + Math.floor(paid / limits.paymentsPerDecline) };
  };
  if (payerKey !== null) {
    const burst = await weighed(payerBurst(ctx, payerKey, 'declined'), payerKey);
    await countCards(ctx, log, burst, { eventId, what: 'declined' });
  }
  const whole = { topic: 'cards-declined', orgId: ctx.orgId, who: 'everybody', windowMs: limits.paymentBurstWindowMs };
  const burst = await weighed({ ...whole, freeTimes: limits.paymentDeclinesPerOrganization, blockMs: 0 }, null);
  await countCards(ctx, log, burst, { eventId, what: 'declined-everywhere' });
}

/** PY-8: whether so many cards were declined where this payer is that they wait; of what they have open little more is borne. */
export async function isSlowed(ctx: Ctx, payerKey: Uint8Array | null): Promise<boolean> {
  return (await blockedUntil(ctx, payerKey, 'declined')) !== null;
}

async function blockedUntil(
  ctx: Ctx,
  payerKey: Uint8Array | null,
  what: 'begun' | 'declined',
): Promise<Instant | null> {
  return payerKey === null ? null : burstBlockedUntil(ctx.db, payerBurst(ctx, payerKey, what), ctx.now);
}

function payerBurst(ctx: Ctx, payerKey: Uint8Array, what: 'begun' | 'declined'): Burst {
  return {
    topic,
    orgId: ctx.orgId,
    who: `${what} ${Buffer.from(payerKey).toString('hex')}`,
    freeTimes: what === 'begun' ? limits.paymentStartsPerPayer : limits.paymentDeclinesPerPayer,
    windowMs: limits.paymentBurstWindowMs,
    blockMs: limits.paymentBurstBlockMs,
  };
}

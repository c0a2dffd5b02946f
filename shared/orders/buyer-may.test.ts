import { expect, test } from 'vitest';
import { standingBuyerRules } from '../catalog/buyer-rules.ts';
import { addMs, parseInstant } from '../kernel/instant.ts';
import { type BuyerFacts, buyerMay, openUntil, ticketStanding } from './buyer-may.ts';

const doorsAt = parseInstant('2026-11-22T18:00:00Z');
const before = addMs(doorsAt, -1);
const facts: BuyerFacts = {
  rules: standingBuyerRules,
  event: { state: 'published', doorsAt },
  orderState: 'paid',
  viewer: 'buyer',
};
const good = { standing: { kind: 'valid' }, isGuardian: false, guardsOthers: false } as const;
const ticket = { state: 'valid', disputed: false, blocked: null, passedOnTo: null, usedAt: null } as const;

test('[ML-6] names and passing on are open until the doors unless the event says otherwise; giving back is not', () => {
  expect(buyerMay('rename', facts, good, before)).toBe(true);
  expect(buyerMay('rename', facts, good, doorsAt)).toBe(false);
  expect(buyerMay('pass-on', facts, good, before)).toBe(true);
  expect(buyerMay('give-back', facts, good, before)).toBe(false);
  const earlier = { ...facts, rules: { ...facts.rules, namesUntil: addMs(doorsAt, -60_000), transfers: false } };
  expect(buyerMay('rename', earlier, good, before)).toBe(false);
  expect(openUntil('pass-on', earlier)).toBeNull();
});

test('[ML-6] nothing is open for an event that is cancelled or an order that is not paid', () => {
  expect(openUntil('rename', { ...facts, event: { state: 'cancelled', doorsAt } })).toBeNull();
  expect(openUntil('rename', { ...facts, orderState: 'refunded' })).toBeNull();
});

test('[ML-7] a guardian’s ticket stays, and so does one that was used', () => {
  expect(buyerMay('pass-on', facts, { ...good, isGuardian: true }, before)).toBe(false);
  expect(buyerMay('rename', facts, { ...good, isGuardian: true }, before)).toBe(true);
  const used = { standing: { kind: 'used', at: before } as const, isGuardian: false, guardsOthers: false };
  expect(buyerMay('pass-on', facts, used, before)).toBe(false);
});

test('[ML-8] only who paid gives back', () => {
  const open = { ...facts, rules: { ...facts.rules, refunds: true } };
  expect(buyerMay('give-back', open, good, before)).toBe(true);
  expect(buyerMay('give-back', { ...open, viewer: 'holder' }, good, before)).toBe(false);
  expect(buyerMay('give-back', open, { ...good, isGuardian: true }, before)).toBe(true);
});

test('[ML-8] [OR-2] the guardian of a child of another order stays, so that nobody stands at the door alone', () => {
  const open = { ...facts, rules: { ...facts.rules, refunds: true } };
  expect(buyerMay('give-back', open, { ...good, isGuardian: true, guardsOthers: true }, before)).toBe(false);
});

test('[ML-7] a ticket that was passed on is that first of all to its buyer, and a ticket like any other to its holder', () => {
  const passed = { ...ticket, passedOnTo: 'lea@example.org', usedAt: before };
  expect(ticketStanding(passed, 'buyer')).toEqual({ kind: 'passed-on', to: 'lea@example.org' });
  expect(ticketStanding(passed, 'holder')).toEqual({ kind: 'used', at: before });
  expect(ticketStanding({ ...ticket, disputed: true, blocked: 'x' }, 'buyer')).toEqual({ kind: 'disputed' });
  expect(ticketStanding({ ...ticket, state: 'refunded', usedAt: before }, 'buyer')).toEqual({ kind: 'refunded' });
});

import { expect, test } from 'vitest';
import { type OrderState, orderStates } from '../catalog/order-states.ts';
import {
  canOrder,
  firstOrderState,
  isPaid,
  isUnpaid,
  type OrderAction,
  orderActions,
  planOrderAction,
  whyNotOrder,
} from './order-actions.ts';

const actions = Object.keys(orderActions) as OrderAction[];

test('[OR-1] an action leads on where the table allows it and is refused elsewhere', () => {
  for (const action of actions)
    for (const state of orderStates) {
      const planned = planOrderAction(action, { state, free: false });
      expect(planned.kind).toBe(canOrder(action, state) ? 'planned' : 'refused');
      if (planned.kind === 'refused')
        expect(planned.refusal).toMatchObject({ code: 'wrong-state', facts: { state, action } });
    }
});

test('[OR-1] nothing leads out of refunded and cancelled, and out of lapsed only money that came late', () => {
  expect(actions.filter(action => canOrder(action, 'cancelled'))).toEqual([]);
  expect(actions.filter(action => canOrder(action, 'refunded'))).toEqual(['invoice']);
  expect(actions.filter(action => canOrder(action, 'lapsed'))).toEqual(['re-seat']);
});

test.each<[OrderAction, OrderState, OrderState]>([
  ['approve', 'awaiting-approval', 'awaiting-payment'],
  ['decline', 'awaiting-approval', 'cancelled'],
  ['pay', 'awaiting-payment', 'paid'],
  ['cancel', 'awaiting-payment', 'cancelled'],
  ['re-seat', 'lapsed', 'paid'],
  ['cancel', 'awaiting-payment', 'cancelled'],
  ['refund-part', 'paid', 'partly-refunded'],
  ['refund', 'partly-refunded', 'refunded'],
  ['pass-on', 'paid', 'paid'],
])('[OR-1] %s leads from %s to %s', (action, from, to) => {
  expect(planOrderAction(action, { state: from, free: false })).toEqual({ kind: 'planned', plan: to });
});

test('[OR-1] a free order is paid as soon as it is approved, or at once', () => {
  expect(planOrderAction('approve', { state: 'awaiting-approval', free: true })).toMatchObject({ plan: 'paid' });
  expect(firstOrderState({ needsApproval: false, free: true })).toBe('paid');
  expect(firstOrderState({ needsApproval: false, free: false })).toBe('awaiting-payment');
  expect(firstOrderState({ needsApproval: true, free: true })).toBe('awaiting-approval');
});

test('[OR-1] a grey button says what it would need', () => {
  expect(whyNotOrder('refund', 'lapsed')).toEqual({ state: 'lapsed', needs: ['paid', 'partly-refunded'] });
  expect(whyNotOrder('refund', 'paid')).toBeNull();
});

test('[OR-1] every order that is not over for good is either paid or unpaid', () => {
  expect(orderStates.filter(isUnpaid)).toEqual(['awaiting-approval', 'awaiting-payment']);
  expect(orderStates.filter(isPaid)).toEqual(['paid', 'partly-refunded', 'refunded']);
  expect(orderStates.filter(state => !isPaid(state) && !isUnpaid(state))).toEqual(['lapsed', 'cancelled']);
});

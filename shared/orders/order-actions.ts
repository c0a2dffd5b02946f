import type { OrderState } from '../catalog/order-states.ts';
import { unreachable } from '../kernel/assert.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';

/** OR-1: what may be done with an order in which state. Verbs, pages, SQL guards and sentences read this table and write no states of their own. */
export const orderActions = {
  approve: ['awaiting-approval'],
  decline: ['awaiting-approval'],
  pay: ['awaiting-payment'],
  lapse: ['awaiting-payment'],
  're-seat': ['awaiting-payment', 'lapsed'],
  cancel: ['awaiting-approval', 'awaiting-payment'],
  'refund-part': ['paid', 'partly-refunded'],
  refund: ['paid', 'partly-refunded'],
  rename: ['paid', 'partly-refunded'],
  'pass-on': ['paid', 'partly-refunded'],
  'give-back': ['paid', 'partly-refunded'],
  'tell-change': ['paid', 'partly-refunded'],
  resend: ['awaiting-payment', 'paid', 'partly-refunded'],
  invoice: ['paid', 'partly-refunded', 'refunded'],
} as const satisfies Record<string, readonly OrderState[]>;
export type OrderAction = keyof typeof orderActions;

export function canOrder(action: OrderAction, state: OrderState): boolean {
  return statesForOrder(action).includes(state);
}

export function statesForOrder(action: OrderAction): readonly OrderState[] {
  return orderActions[action];
}

/** Nobody paid for it yet: it keeps its places and may still be given up. */
export function isUnpaid(state: OrderState): boolean {
  return canOrder('cancel', state);
}

/** It was paid for or given away, whatever came back since. */
export function isPaid(state: OrderState): boolean {
  return canOrder('invoice', state);
}

/** Why a button is grey: the state it is in and those it would need. null when it may be pressed. */
export function whyNotOrder(
  action: OrderAction,
  state: OrderState,
): { readonly state: OrderState; readonly needs: readonly OrderState[] } | null {
  return canOrder(action, state) ? null : { state, needs: statesForOrder(action) };
}

/** The state after an action, or `wrong-state`. `free`: nothing is to be paid (PR-4). */
export function planOrderAction(
  action: OrderAction,
  order: { readonly state: OrderState; readonly free: boolean },
): Planned<OrderState> {
  const why = whyNotOrder(action, order.state);
  if (why !== null) return { kind: 'refused', refusal: refusal('wrong-state', { action, ...why }) };
  return { kind: 'planned', plan: stateAfter(action, order) };
}

function stateAfter(action: OrderAction, order: { readonly state: OrderState; readonly free: boolean }): OrderState {
  switch (action) {
    case 'approve':
      return order.free ? 'paid' : 'awaiting-payment';
    case 'pay':
    case 're-seat':
      return 'paid';
    case 'lapse':
      return 'lapsed';
    case 'decline':
    case 'cancel':
      return 'cancelled';
    case 'refund-part':
      return 'partly-refunded';
    case 'refund':
      return 'refunded';
    case 'rename':
    case 'pass-on':
    case 'give-back':
    case 'tell-change':
    case 'resend':
    case 'invoice':
      return order.state;
    default:
      return unreachable(action);
  }
}

/** Where a new order begins. */
export function firstOrderState(order: { readonly needsApproval: boolean; readonly free: boolean }): OrderState {
  if (order.needsApproval) return 'awaiting-approval';
  return order.free ? 'paid' : 'awaiting-payment';
}

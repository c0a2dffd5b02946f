import type { OrderState } from '../catalog/order-states.ts';
import { unreachable } from '../kernel/assert.ts';
import { type Planned, refusal } from '../kernel/refusal.ts';

/** OR-1: what may be done with an order in which state. Buttons, routes, SQL guards and sentences read this table. */
export const orderActions = {
  approve: ['awaiting-approval'],
  decline: ['awaiting-approval'],
  pay: ['awaiting-payment'],
  lapse: ['awaiting-payment'],
  're-seat': ['awaiting-payment', 'lapsed'],
  cancel: ['awaiting-approval', 'awaiting-payment'],
  'refund-part': ['paid', 'partly-refunded'],
  refund: ['paid', 'partly-refunded'],
  transfer: ['paid', 'partly-refunded'],
  exchange: ['paid', 'partly-refunded'],
  reprint: ['awaiting-payment', 'paid', 'partly-refunded'],
  resend: ['awaiting-payment', 'paid', 'partly-refunded'],
  answer: ['awaiting-approval', 'awaiting-payment', 'paid', 'partly-refunded'],
} as const satisfies Record<string, readonly OrderState[]>;
export type OrderAction = keyof typeof orderActions;

export function canOrder(action: OrderAction, state: OrderState): boolean {
  return statesForOrder(action).includes(state);
}

export function statesForOrder(action: OrderAction): readonly OrderState[] {
  return orderActions[action];
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
    case 'transfer':
    case 'exchange':
    case 'reprint':
    case 'resend':
    case 'answer':
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

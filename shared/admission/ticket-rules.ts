import { type DoorVerdictRule, refuse } from './scan-context.ts';

/** CK-4. */
const replacedRule: DoorVerdictRule = context => {
  const { ticket } = context;
  if (ticket?.state !== 'replaced') return null;
  return refuse(context, 'CK-4', { reason: 'replaced', since: ticket.stateSince });
};

/** CK-5: the ticket, its order, or the whole event. */
const cancelledRule: DoorVerdictRule = context => {
  const { ticket } = context;
  if (ticket?.state === 'cancelled') return refuse(context, 'CK-5', { reason: 'cancelled', since: ticket.stateSince });
  if (ticket?.state === 'refunded') return refuse(context, 'CK-5', { reason: 'refunded', since: ticket.stateSince });
  if (context.facts.event.state === 'cancelled') return refuse(context, 'CK-5', { reason: 'cancelled', since: null });
  // A blank has no order yet; its own rule is CK-18.
  if (ticket === null || ticket.state === 'blank') return null;
  if (ticket.orderState === 'cancelled' || ticket.orderState === 'lapsed')
    return refuse(context, 'CK-5', { reason: 'cancelled', since: null });
  if (ticket.orderState === 'refunded') return refuse(context, 'CK-5', { reason: 'refunded', since: null });
  return null;
};

/** CK-6. */
const disputedRule: DoorVerdictRule = context =>
  context.ticket?.disputed === true ? refuse(context, 'CK-6', { reason: 'disputed' }) : null;

/** CK-7. */
const blockedRule: DoorVerdictRule = context => {
  const text = context.ticket?.blocked ?? null;
  return text === null ? null : refuse(context, 'CK-7', { reason: 'blocked', text });
};

/** CK-8. */
const unapprovedRule: DoorVerdictRule = context =>
  context.ticket?.orderState === 'awaiting-approval' && context.ticket.state !== 'blank'
    ? refuse(context, 'CK-8', { reason: 'unapproved' })
    : null;

/** CK-9. */
const unpaidRule: DoorVerdictRule = context =>
  context.ticket?.orderState === 'awaiting-payment' &&
  context.ticket.state !== 'blank' &&
  !context.facts.checkpoint.admitsUnpaid
    ? refuse(context, 'CK-9', { reason: 'unpaid' })
    : null;

/** What became of the ticket, in the order of the numbers: CK-4 to CK-9. */
export const ticketRules = [
  replacedRule,
  cancelledRule,
  disputedRule,
  blockedRule,
  unapprovedRule,
  unpaidRule,
] as const satisfies readonly DoorVerdictRule[];

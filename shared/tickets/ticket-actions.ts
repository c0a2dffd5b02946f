export const ticketStates = ['valid', 'replaced', 'cancelled', 'refunded', 'blank'] as const;
export type TicketState = (typeof ticketStates)[number];

/** What may be done to a ticket in which state. Verbs, screens and messages read it. */
export const ticketActions = {
  edit: ['valid'],
  block: ['valid', 'blank'],
  unblock: ['valid', 'blank'],
  reprint: ['valid'],
  transfer: ['valid'],
  cancel: ['valid'],
} as const satisfies Record<string, readonly TicketState[]>;

export type TicketAction = keyof typeof ticketActions;

export function ticketMay(state: TicketState, action: TicketAction): boolean {
  const allowed: readonly TicketState[] = ticketActions[action];
  return allowed.includes(state);
}

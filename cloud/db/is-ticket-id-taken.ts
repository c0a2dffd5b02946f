/** A ticket was to be written under an id that another ticket of the event has. */
export function isTicketIdTaken(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if ('constraint' in cause && cause.constraint === 'tickets_pkey') return true;
  return false;
}

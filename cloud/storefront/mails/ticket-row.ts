import type { LetterTicket } from '#shared/api/letter.ts';

/** A ticket as a line of a mail. */
export function ticketRow({ tierName, holder, seat }: LetterTicket) {
  return { label: tierName, value: [holder, seat].filter(part => part !== null && part !== '').join(' · ') };
}

import type { Verdict } from '#shared/admission/types.ts';
import type { TicketView } from '#shared/api/station.ts';
import { OrganizerQuote } from '../parts/organizer-quote.tsx';
import { useWords } from '../wording/use-words.ts';

/** Holder, tier, seat, "2 of 4 in this order", and the organizer's message on this ticket. */
export function TicketFacts({ ticket, verdict }: { readonly ticket: TicketView; readonly verdict: Verdict }) {
  const { say } = useWords();
  const asksAttention = verdict.kind === 'ask' && verdict.questions.some(question => question.kind === 'attention');
  return (
    <div className="flex flex-col items-center gap-1">
      <p className="text-20 font-semibold sm:text-40">
        {ticket.holder !== null && (
          <>
            <bdi>{ticket.holder}</bdi>
            <span aria-hidden="true" className="mx-2 font-normal">
              ·
            </span>
          </>
        )}
        <bdi>{ticket.tierName}</bdi>
      </p>
      {(ticket.seat !== null || ticket.orderRef !== null) && (
        <p className="flex flex-wrap justify-center gap-x-3 text-16 sm:text-28">
          {ticket.seat !== null && <bdi>{ticket.seat}</bdi>}
          {ticket.seat !== null && ticket.orderRef !== null && (
            <span aria-hidden="true" className="hidden sm:inline">
              ·
            </span>
          )}
          {ticket.orderRef !== null && (
            <span>
              {say('ofOrder', { admitted: ticket.orderAdmitted, size: ticket.orderSize })}{' '}
              <bdi className="font-semibold">{ticket.orderRef}</bdi>
            </span>
          )}
        </p>
      )}
      {ticket.attention !== null && !asksAttention && <OrganizerQuote text={ticket.attention} />}
    </div>
  );
}

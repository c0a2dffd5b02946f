import type { PlaceOrder } from '#shared/api/orders.ts';
import { must } from '#shared/kernel/assert.ts';
import { mintId, type RandomBytes } from '#shared/kernel/ids.ts';
import { orRefuse, refusal } from '#shared/kernel/refusal.ts';
import { ageFits, ageOn } from '#shared/orders/age-on.ts';
import { checkAnswers } from '#shared/orders/check-answers.ts';
import { checkGuardians, type NamedGuardian } from '#shared/orders/check-guardians.ts';
import type { Quote } from '#shared/pricing/quote.ts';
import type { TicketDraft } from '../../db/ticket-draft.ts';
import { questionsOpenAtDoor } from '../questions/questions-open-at-door.ts';
import type { SaleFacts } from './load-sale-facts.ts';

/** OR-2 to OR-4: the tickets an order asks for, checked and in full, or the refusal thrown. */
export function draftTickets(
  facts: SaleFacts,
  input: PlaceOrder,
  quote: Quote,
  guardians: readonly NamedGuardian[],
  randomBytes: RandomBytes,
): TicketDraft[] {
  const wanted = input.tickets.map(ticket => ({
    ...ticket,
    ticketId: ticket.ticketId ?? mintId('TicketId', randomBytes),
  }));
  if (new Set(wanted.map(ticket => ticket.ticketId)).size < wanted.length)
    throw refusal('bad-input', { field: 'tickets', sentence: 'two tickets have the same id' });
  const bonds = orRefuse(checkGuardians(wanted, facts.tiers, guardians));
  return wanted.map((ticket, index) => {
    requireAge(facts, input.channel, ticket, index);
    const answers = draftAnswers(facts, input.channel, ticket);
    const bond = bonds.find(({ childTicketId }) => childTicketId === ticket.ticketId);
    const line = quote.lines.find(({ tierId }) => tierId === ticket.tierId);
    return {
      ticketId: ticket.ticketId,
      lineId: must(line, 'a line of each tier in the quote').lineId,
      tierId: ticket.tierId,
      holder: ticket.holder,
      seat: ticket.seat,
      attention: ticket.attention,
      opensAt: ticket.window?.opensAt ?? null,
      closesAt: ticket.window?.closesAt ?? null,
      guardianTicketId: bond?.guardianTicketId ?? null,
      ...answers,
    };
  });
}

type Wanted = PlaceOrder['tickets'][number];

/** OR-3: at checkout the date of birth is asked for; at the box office the door may do it. */
function requireAge(facts: SaleFacts, channel: PlaceOrder['channel'], ticket: Wanted, index: number): void {
  const proof = facts.tiers.find(tier => tier.tierId === ticket.tierId)?.proof ?? null;
  if (proof?.kind !== 'age') return;
  const field = `tickets.${index}.bornOn`;
  if (ticket.bornOn === undefined) {
    if (channel !== 'box-office') throw refusal('birth-date-missing', { field });
    return;
  }
  const age = ageOn(ticket.bornOn, facts.event.startsAt, facts.event.zone);
  if (age === null || !ageFits(age, proof)) {
    const { ageMin, ageMax } = proof;
    throw refusal('age-limit', { field, ageMin, ageMax });
  }
}

/** OR-4: answers to what was asked. What may wait for the door is noted as missing. */
function draftAnswers(
  facts: SaleFacts,
  channel: PlaceOrder['channel'],
  ticket: Wanted,
): Pick<TicketDraft, 'answers' | 'missingAnswers'> {
  const given = Object.fromEntries(ticket.answers.map(({ questionId, value }) => [questionId, value]));
  const asked = { questions: facts.questions, per: 'ticket' as const, tierIds: [ticket.tierId] };
  const { answers, missing } = orRefuse(checkAnswers(given, asked, channel === 'box-office' ? 'later' : 'now'));
  const atDoor = questionsOpenAtDoor(facts.questions, ticket.tierId, []);
  return { answers, missingAnswers: missing.filter(questionId => atDoor.includes(questionId)) };
}

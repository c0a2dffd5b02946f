import type { Letter, LetterAbout } from '#shared/api/letter.ts';
import { unreachable } from '#shared/kernel/assert.ts';
import { imprintLines } from '#shared/wording/imprint-lines.ts';
import type { OrderSay } from '#shared/wording/orders/say-in.ts';
import type { ShopFormat } from '#shared/wording/shop/format-in.ts';
import { aboutOrder } from './about-order.ts';
import type { LetterParts, Particular } from './letter-parts.ts';
import { ticketRow } from './ticket-row.ts';

/** A mail in words. */
export function composeLetter(letter: Letter, say: OrderSay, format: ShopFormat): LetterParts {
  const { about, event, brand } = letter;
  const name = 'buyerName' in about ? about.buyerName : 'ticket' in about ? (about.ticket.holder ?? '') : '';
  const footer = say(footerOf(about), { name: brand.name });
  return {
    hello: name === '' ? say('letter.helloNobody') : say('letter.hello', { name }),
    event: [
      event.title,
      format.days(event.startsAt, event.endsAt),
      `${say('letter.doors', { time: format.time(event.doorsAt) })} · ${say('letter.starts', { time: format.time(event.startsAt) })}`,
      [event.venue, event.address].filter(line => line !== '').join(', '),
    ].filter(line => line !== ''),
    footer: [footer, brand.name, ...imprintLines(brand.name, brand.imprint)],
    ...particular(about, event.title, say, format),
  };
}

function footerOf(about: LetterAbout) {
  switch (about.kind) {
    case 'waiting-list-offer':
    case 'waiting-list-joined':
      return 'letter.sentByOffer';
    case 'dispute-due':
    case 'dispute-reversed':
    case 'refund-failed':
    case 'card-testing':
    case 'hoarding':
      return 'letter.sentByOffice';
    case 'ticket-transferred':
    case 'ticket-voided':
      return 'letter.sentByTicket';
    case 'event-changed':
      return about.theirs === 'ticket' ? 'letter.sentByTicket' : 'letter.sentBy';
    default:
      return 'letter.sentBy';
  }
}

function particular(about: LetterAbout, event: string, say: OrderSay, format: ShopFormat): Particular {
  switch (about.kind) {
    case 'waiting-list-joined':
    case 'waiting-list-offer':
      return aboutWaiting(about, event, say, format);
    case 'ticket-transferred':
    case 'ticket-voided':
      return aboutTicket(about, event, say);
    case 'dispute-due':
    case 'dispute-reversed':
    case 'refund-failed':
      return toOffice(about, say, format);
    case 'card-testing':
    case 'hoarding':
      return alarm(about, event, say);
    default:
      return aboutOrder(about, event, say, format);
  }
}

function alarm(
  about: Extract<LetterAbout, { kind: 'card-testing' | 'hoarding' }>,
  event: string,
  say: OrderSay,
): Particular {
  const [subject, text, hint] =
    about.kind === 'card-testing'
      ? [say('letter.cards.subject', { event }), say(`letter.cards.${about.what}`), say('letter.cards.hint')]
      : [
          say('letter.hoarding.subject', { event }),
          say(`letter.hoarding.${about.what}`, { count: about.held }),
          say('letter.hoarding.hint'),
        ];
  return { subject, text, rows: [], button: null, hints: [hint] };
}

function aboutWaiting(
  about: Extract<LetterAbout, { kind: 'waiting-list-joined' | 'waiting-list-offer' }>,
  event: string,
  say: OrderSay,
  format: ShopFormat,
): Particular {
  switch (about.kind) {
    case 'waiting-list-joined':
      return {
        subject: say('letter.joined.subject', { event }),
        text: say('letter.joined.text', { count: about.quantity, tier: about.tierName }),
        rows: [],
        button: { label: say('letter.joined.open'), url: about.entryUrl },
        hints: [],
      };
    case 'waiting-list-offer':
      return {
        subject: say('letter.offer.subject', { event }),
        text: say('letter.offer.text', {
          count: about.quantity,
          tier: about.tierName,
          time: format.dayTime(about.lapsesAt),
        }),
        rows: [],
        button: { label: say('letter.offer.take'), url: about.offerUrl },
        hints: [],
      };
    default:
      return unreachable(about);
  }
}

function aboutTicket(
  about: Extract<LetterAbout, { kind: 'ticket-transferred' | 'ticket-voided' }>,
  event: string,
  say: OrderSay,
): Particular {
  switch (about.kind) {
    case 'ticket-transferred':
      return {
        subject:
          about.fromName === ''
            ? say('letter.transfer.subjectNobody', { event })
            : say('letter.transfer.subject', { event, name: about.fromName }),
        text: say('letter.transfer.text'),
        rows: [ticketRow(about.ticket)],
        button: { label: say('letter.transfer.open'), url: about.ticketUrl },
        hints: [say('letter.linkHint')],
      };
    case 'ticket-voided':
      return {
        subject: say('letter.voided.subject', { event }),
        text: say('letter.voided.text'),
        rows: [ticketRow(about.ticket)],
        button: { label: say('letter.transfer.open'), url: about.ticketUrl },
        hints: [],
      };
    default:
      return unreachable(about);
  }
}

const officeWords = { 'dispute-due': 'dispute', 'dispute-reversed': 'reversed', 'refund-failed': 'failed' } as const;

function toOffice(
  about: Extract<LetterAbout, { kind: keyof typeof officeWords }>,
  say: OrderSay,
  format: ShopFormat,
): Particular {
  const words = officeWords[about.kind];
  const facts = {
    ref: about.orderRef,
    sum: format.money(about.amountMinor, about.currency),
    time: about.kind === 'dispute-due' ? format.dayTime(about.dueBy) : '',
  };
  const [subject, text] = [say(`letter.${words}.subject`, facts), say(`letter.${words}.text`, facts)];
  return { subject, text, rows: [], button: null, hints: [say('letter.order', { ref: about.orderRef })] };
}

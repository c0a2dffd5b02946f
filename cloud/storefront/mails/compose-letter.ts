import type { Letter, LetterAbout, LetterTicket } from '#shared/api/letter.ts';
import { unreachable } from '#shared/kernel/assert.ts';
import type { OrderSay } from '#shared/wording/orders/say-in.ts';
import type { ShopFormat } from '#shared/wording/shop/format-in.ts';

/** What every mail is made of, whatever it is about. */
export type LetterParts = {
  readonly subject: string;
  readonly hello: string;
  readonly text: string;
  /** When and where, as lines. */
  readonly event: readonly string[];
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly button: { readonly label: string; readonly url: string } | null;
  readonly hints: readonly string[];
  readonly footer: readonly string[];
};

export function composeLetter(letter: Letter, say: OrderSay, format: ShopFormat): LetterParts {
  const { about, event, brand } = letter;
  const name = 'buyerName' in about ? about.buyerName : '';
  const footer = say(footerOf(about), { name: brand.name });
  return {
    hello: name === '' ? say('letter.helloNobody') : say('letter.hello', { name }),
    event: [
      event.title,
      format.days(event.startsAt, event.endsAt),
      `${say('letter.doors', { time: format.time(event.doorsAt) })} · ${say('letter.starts', { time: format.time(event.startsAt) })}`,
      [event.venue, event.address].filter(line => line !== '').join(', '),
    ].filter(line => line !== ''),
    footer: [footer, brand.name, ...brand.imprint.split('\n')].filter(line => line.trim() !== ''),
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

type Particular = Pick<LetterParts, 'subject' | 'text' | 'rows' | 'button' | 'hints'>;

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
    default:
      return aboutOrder(about, event, say, format);
  }
}

function aboutOrder(
  about: Exclude<
    LetterAbout,
    {
      kind:
        | 'waiting-list-joined'
        | 'waiting-list-offer'
        | 'ticket-transferred'
        | 'ticket-voided'
        | 'dispute-due'
        | 'dispute-reversed'
        | 'refund-failed';
    }
  >,
  event: string,
  say: OrderSay,
  format: ShopFormat,
): Particular {
  switch (about.kind) {
    case 'order-confirmed': {
      const total = about.totalMinor === 0 ? say('letter.free') : format.money(about.totalMinor, about.currency);
      return {
        subject: say('letter.confirmed.subject', { event }),
        text: say('letter.confirmed.text', { count: about.tickets.length }),
        rows: [...about.tickets.map(ticketRow), { label: say('letter.total'), value: total }],
        button: openOrder(about.orderUrl, say),
        hints: [
          say('letter.order', { ref: about.orderRef }),
          `${say('letter.openOrderHint')} ${say('letter.linkHint')}`,
        ],
      };
    }
    case 'order-approved': {
      const sum = format.money(about.amountMinor, about.currency);
      return {
        subject: say('letter.approved.subject', { event }),
        text:
          about.until === null
            ? say('letter.approved.over')
            : say('letter.approved.text', { sum, time: format.dayTime(about.until) }),
        rows: [{ label: say('letter.total'), value: sum }],
        button: about.until === null ? null : { label: say('letter.approved.pay'), url: about.payUrl },
        hints: [say('letter.order', { ref: about.orderRef }), say('letter.linkHint')],
      };
    }
    case 'order-declined':
      return withOrder(about, say, say('letter.declined.subject', { event }), say('letter.declined.text', { event }));
    case 'refund-made': {
      const sum = format.money(about.amountMinor, about.currency);
      return withOrder(about, say, say('letter.refund.subject', { event }), say('letter.refund.text', { sum }));
    }
    case 'refund-delayed': {
      const sum = format.money(about.amountMinor, about.currency);
      return withOrder(about, say, say('letter.delayed.subject', { event }), say('letter.delayed.text', { sum }));
    }
    case 'paid-too-late': {
      const sum = format.money(about.amountMinor, about.currency);
      const came = about.why === 'cancelled' ? 'letter.paidCancelled' : 'letter.late';
      return withOrder(about, say, say(`${came}.subject`, { event }), say(`${came}.text`, { sum }));
    }
    case 'event-changed':
      return withOrder(
        about,
        say,
        say(`letter.changed.${about.change}.subject`, { event }),
        say(about.change === 'cancelled' ? `letter.cancelled.${about.theirs}` : `letter.changed.${about.change}.text`, {
          event,
        }),
      );
    default:
      return unreachable(about);
  }
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

function withOrder(
  about: { readonly orderRef: string; readonly orderUrl: string },
  say: OrderSay,
  subject: string,
  text: string,
): Particular {
  const hints = [say('letter.order', { ref: about.orderRef })];
  return { subject, text, rows: [], button: openOrder(about.orderUrl, say), hints };
}

function openOrder(url: string, say: OrderSay) {
  return { label: say('letter.openOrder'), url };
}

function ticketRow({ tierName, holder, seat }: LetterTicket) {
  return { label: tierName, value: [holder, seat].filter(part => part !== null && part !== '').join(' · ') };
}

import type { LetterAbout } from '#shared/api/letter.ts';
import { unreachable } from '#shared/kernel/assert.ts';
import type { OrderSay } from '#shared/wording/orders/say-in.ts';
import type { ShopFormat } from '#shared/wording/shop/format-in.ts';
import type { Particular } from './letter-parts.ts';
import { ticketRow } from './ticket-row.ts';

type OrderAbout = Exclude<
  LetterAbout,
  {
    kind:
      | 'waiting-list-joined'
      | 'waiting-list-offer'
      | 'ticket-transferred'
      | 'ticket-voided'
      | 'dispute-due'
      | 'dispute-reversed'
      | 'refund-failed'
      | 'card-testing'
      | 'hoarding';
  }
>;

/** What became of an order, told to whoever placed it. */
export function aboutOrder(about: OrderAbout, event: string, say: OrderSay, format: ShopFormat): Particular {
  switch (about.kind) {
    case 'order-confirmed':
      return confirmed(about, event, say, format);
    case 'order-approved':
    case 'payment-failed':
      return toPay(about, event, say, format);
    case 'order-declined': {
      const text = about.why === 'undecided' ? 'letter.undecided.text' : 'letter.declined.text';
      return withOrder(about, say, say('letter.declined.subject', { event }), say(text, { event }));
    }
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
      const text = about.why === 'code-used' ? 'letter.late.codeText' : (`${came}.text` as const);
      return withOrder(about, say, say(`${came}.subject`, { event }), say(text, { sum }));
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

function confirmed(
  about: Extract<LetterAbout, { kind: 'order-confirmed' }>,
  event: string,
  say: OrderSay,
  format: ShopFormat,
): Particular {
  const total = about.totalMinor === 0 ? say('letter.free') : format.money(about.totalMinor, about.currency);
  return {
    subject: say('letter.confirmed.subject', { event }),
    text: say('letter.confirmed.text', { count: about.tickets.length }),
    rows: [...about.tickets.map(ticketRow), { label: say('letter.total'), value: total, isTotal: true }],
    button: openOrder(about.orderUrl, say),
    hints: [say('letter.order', { ref: about.orderRef }), `${say('letter.openOrderHint')} ${say('letter.linkHint')}`],
  };
}

const payWords = { 'order-approved': 'letter.approved', 'payment-failed': 'letter.unpaid' } as const;

function toPay(
  about: Extract<LetterAbout, { kind: keyof typeof payWords }>,
  event: string,
  say: OrderSay,
  format: ShopFormat,
): Particular {
  const sum = format.money(about.amountMinor, about.currency);
  const words = payWords[about.kind];
  return {
    subject: say(`${words}.subject`, { event }),
    text:
      about.until === null
        ? say(`${words}.over`, { sum })
        : say(`${words}.text`, { sum, time: format.dayTime(about.until) }),
    rows: [{ label: say('letter.total'), value: sum, isTotal: true }],
    button: about.until === null ? null : { label: say('letter.approved.pay'), url: about.payUrl },
    hints: [say('letter.order', { ref: about.orderRef }), ...(about.until === null ? [] : [say('letter.linkHint')])],
  };
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

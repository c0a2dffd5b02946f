import type { TicketId } from '#shared/kernel/ids.ts';
import { isUnpaid } from '#shared/orders/order-actions.ts';
import { heldUntil } from '../held-until.ts';
import { type RenderedPage, renderPage } from '../page.tsx';
import { storePath } from '../store-place.ts';
import { GiveBackForm } from './give-back.tsx';
import { OrderActions, OrderPapers } from './order-actions.tsx';
import type { OrderShop } from './order-shop.ts';
import { ShownTicket } from './shown-ticket.tsx';
import { ticketFieldId } from './ticket-forms.tsx';

/** What was just done, told once at the head of the page. */
export type OrderDone =
  | { readonly kind: 'resent' | 'renamed' | 'given-back' }
  | { readonly kind: 'passed-on'; readonly ticketId: TicketId | null };

/** The page of an order: every ticket with its code, and what may be done with it. Works without scripts; holds no secret but its address. */
export function orderPage(page: OrderShop, token: string, done: OrderDone | null): RenderedPage {
  const { shop, say, view } = page;
  const { event, order, viewer } = view;
  const { format } = shop;
  const title = viewer === 'holder' || order === null ? say('page.ticketTitle') : say('page.title', { ref: order.ref });
  const notice = standingOf(page);
  return renderPage(shop, {
    title,
    path: `/orders/${token}`,
    quiet: true,
    band: (
      <>
        <p className="band-when">{title}</p>
        <h1>
          <bdi>{event.title}</bdi>
        </h1>
        <p className="band-where">
          <time dateTime={event.startsAt}>{format.days(event.startsAt, event.endsAt)}</time>
          <span>
            {say('letter.doors', { time: format.time(event.doorsAt) })} ·{' '}
            {say('letter.starts', { time: format.time(event.startsAt) })}
          </span>
          <bdi>{event.venue}</bdi>
        </p>
      </>
    ),
    children: (
      <div className="order">
        {done === null ? null : <Done page={page} done={done} />}
        <Mistake page={page} />
        {notice === '' ? null : (
          <div className="ticket note" role="status">
            <p>{notice}</p>
            <Unpaid page={page} token={token} />
          </div>
        )}
        <h2 className="unseen">{say('page.tickets')}</h2>
        {view.tickets.map(ticket => (
          <ShownTicket key={ticket.ticketId} page={page} ticket={ticket} />
        ))}
        <OrderActions page={page} />
        <GiveBackForm page={page} />
        <OrderPapers page={page} />
      </div>
    ),
  });
}

/** How the evening and the order stand, where that is not as it should be. */
function standingOf(page: OrderShop): string {
  const { shop, evening } = page;
  const night = evening === 'off' ? shop.say('event.cancelled') : evening === 'over' ? shop.say('event.over') : null;
  return [night, orderStandingOf(page)].filter(words => words !== null).join(' ');
}

/** Where it is paid, as long as it can be. */
function Unpaid({ page, token }: { readonly page: OrderShop; readonly token: string }) {
  const { shop, view, now, evening } = page;
  const until = view.order?.payUntil ?? null;
  if (until === null || evening !== 'ahead') return null;
  return (
    <>
      <p>{heldUntil(shop, until, now)}</p>
      <p className="actions">
        <a className="button strong" href={storePath(shop.place, `/pay/${token}`)}>
          {shop.say('checkout.openGo')}
        </a>
      </p>
    </>
  );
}

function orderStandingOf({ say, view }: OrderShop): string | null {
  const { order, viewer, tickets, refunds } = view;
  if (viewer === 'holder') return tickets[0]?.standing.kind === 'replaced' ? say('page.oldTicket') : null;
  if (order === null) return null;
  if (order.state === 'lapsed' && refunds.length > 0) return say('page.order.paid-late');
  if (order.state !== 'paid')
    return `${say(`page.order.${order.state}`)} ${isUnpaid(order.state) ? say('page.noTickets') : ''}`;
  return tickets.length === 0 ? say('page.noTickets') : null;
}

/** What went wrong, at the head of the page, with a way to where it can be put right. */
function Mistake({ page }: { readonly page: OrderShop }) {
  const { say, mistake, view } = page;
  if (mistake === null) return null;
  const ticket = view.tickets.find(each => each.ticketId === mistake.ticketId);
  const to = ticket === undefined || mistake.field === null ? null : `#${ticketFieldId(ticket.number, mistake.field)}`;
  return (
    <div className="ticket note" role="alert">
      <p className="problem">
        <strong>{say('page.wrong')}.</strong> {to === null ? mistake.sentence : <a href={to}>{mistake.sentence}</a>}
      </p>
    </div>
  );
}

function Done({ page, done }: { readonly page: OrderShop; readonly done: OrderDone }) {
  return (
    <div className="ticket note" role="status">
      <p className="done">{doneWords(page, done)}</p>
    </div>
  );
}

function doneWords({ shop, say, view }: OrderShop, done: OrderDone): string {
  switch (done.kind) {
    case 'resent':
      return say('page.resent', { email: view.order?.buyerEmail ?? '' });
    case 'renamed':
      return say('page.nameSaved');
    case 'passed-on': {
      const standing = view.tickets.find(ticket => ticket.ticketId === done.ticketId)?.standing;
      return standing?.kind === 'passed-on' ? say('page.passedOn', { email: standing.to }) : say('page.oldTicket');
    }
    case 'given-back': {
      const last = view.refunds.at(-1);
      if (last === undefined) return say('page.givenBackFree');
      return say('page.givenBack', { sum: shop.format.money(last.amountMinor, last.currency) });
    }
  }
}

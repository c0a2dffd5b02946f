import type { OrderPageTicket } from '#shared/api/order-page.ts';
import { type RenderedPage, renderPage } from '../page.tsx';
import type { OrderShop } from './order-shop.ts';
import { Qr } from './shown-ticket.tsx';

/** One code as large as the screen allows, on white: what is held out at a door. */
export function codePage({ shop, say, here }: OrderShop, token: string, ticket: OrderPageTicket): RenderedPage {
  return renderPage(shop, {
    title: say('page.codeOf', { number: ticket.number }),
    path: `/orders/${token}/tickets/${ticket.ticketId}`,
    quiet: true,
    children: (
      <section className="ticket plain code-large">
        <h1 className="unseen">{say('page.codeOf', { number: ticket.number })}</h1>
        <Qr label={say('page.codeOf', { number: ticket.number })} code={ticket.code ?? ''} />
        <p className="ticket-holder">
          <bdi>{ticket.tierName}</bdi>
          {ticket.holder === null ? null : (
            <>
              {' · '}
              <bdi>{ticket.holder}</bdi>
            </>
          )}
        </p>
        {ticket.seat === null ? null : (
          <p>
            <bdi>{ticket.seat}</bdi>
          </p>
        )}
        <p>
          <a className="button quiet" href={here()}>
            {say('page.back')}
          </a>
        </p>
      </section>
    ),
  });
}

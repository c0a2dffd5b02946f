import type { OrderPageTicket } from '#shared/api/order-page.ts';
import { qrSvg } from '../qr-svg.ts';
import type { OrderShop } from './order-shop.ts';
import { TicketForms } from './ticket-forms.tsx';

type Props = { readonly page: OrderShop; readonly ticket: OrderPageTicket };

/** One ticket: its code on the stub, who goes and how it stands on the sheet. */
export function ShownTicket({ page, ticket }: Props) {
  const { say, shop, evening } = page;
  const { format } = shop;
  const { standing } = ticket;
  const good = standing.kind === 'valid' && evening !== 'off';
  const windows = [
    ticket.opensAt === null ? null : say('paper.entryFrom', { time: format.dayTime(ticket.opensAt) }),
    ticket.closesAt === null ? null : say('paper.entryUntil', { time: format.dayTime(ticket.closesAt) }),
  ].filter(text => text !== null);
  return (
    <article className={good ? 'ticket shown' : 'ticket shown over'} id={`t${ticket.number}`}>
      {ticket.code === null || evening === 'off' ? null : (
        <>
          <div className="stub">
            <Code page={page} ticket={ticket} />
          </div>
          <div className="tear" aria-hidden="true" />
        </>
      )}
      <div className="sheet">
        <p className="ticket-number">
          {say('paper.ticketOf', { number: ticket.number, count: page.view.tickets.length })}
        </p>
        <h3>
          <bdi>{ticket.tierName}</bdi>
        </h3>
        {standing.kind === 'passed-on' ? null : (
          <p className="ticket-holder">
            {ticket.holder === null ? <span className="hint">{say('page.noHolder')}</span> : <bdi>{ticket.holder}</bdi>}
          </p>
        )}
        {ticket.seat === null ? null : (
          <p>
            <bdi>{ticket.seat}</bdi>
          </p>
        )}
        {windows.map(text => (
          <p key={text} className="hint">
            {text}
          </p>
        ))}
        {/* What a ticket is good for ends with the evening. */}
        {standing.kind === 'valid' && evening !== 'ahead' ? null : (
          <p className={`standing ${standing.kind}`}>{standingWords(page, ticket)}</p>
        )}
        <TicketForms page={page} ticket={ticket} />
      </div>
    </article>
  );
}

/** Tapped, it fills the screen, as readers at a door like it. Black on white whatever the theme. */
function Code({ page, ticket }: Props) {
  const { say, here } = page;
  return (
    <a className="qr" href={here(`/tickets/${ticket.ticketId}`)} aria-label={say('page.enlarge')}>
      <Qr label={say('page.codeOf', { number: ticket.number })} code={ticket.code ?? ''} />
      <span>{say('page.enlarge')}</span>
    </a>
  );
}

export function Qr({ label, code }: { readonly label: string; readonly code: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn from the modules of a code, not from anybody's text.
  return <span role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: qrSvg(code) }} />;
}

function standingWords({ say, shop }: OrderShop, { standing }: OrderPageTicket): string {
  switch (standing.kind) {
    case 'used':
      return say('page.state.used', { time: shop.format.dayTime(standing.at) });
    case 'passed-on':
      return say('page.state.passedOn', { email: standing.to });
    case 'blocked':
      return standing.text === '' ? say('page.state.blocked') : say('page.state.blockedText', { text: standing.text });
    default:
      return say(`page.state.${standing.kind}`);
  }
}

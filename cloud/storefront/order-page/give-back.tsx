import type { RefundId, TicketId } from '#shared/kernel/ids.ts';
import { type RenderedPage, renderPage } from '../page.tsx';
import type { OrderShop } from './order-shop.ts';

type Props = { readonly page: OrderShop };

/** Which tickets go back; what comes back for them is shown before anything happens. */
export function GiveBackForm({ page }: Props) {
  const { say, here, shop, view, mistake } = page;
  const until = view.until['give-back'];
  const offered = view.tickets.filter(ticket => ticket.may['give-back']);
  if (until === null || offered.length === 0) return null;
  return (
    <section className="ticket plain-sheet">
      <details className="fold" open={mistake?.form === 'give-back'}>
        <summary>{say('page.giveBack')}</summary>
        <form method="post" action={here('/give-back')}>
          <p className="hint">
            <Explained page={page} /> {say('page.namesUntil', { time: shop.format.dayTime(until) })}
          </p>
          <fieldset>
            <legend>{say('page.giveBackChoose')}</legend>
            {offered.map(ticket => (
              <label key={ticket.ticketId} className="check">
                <input type="checkbox" name="ticketId" value={ticket.ticketId} />
                <span>
                  {say('paper.ticketOf', { number: ticket.number, count: view.tickets.length })} · {ticket.tierName}
                  {ticket.holder === null ? '' : ` · ${ticket.holder}`}
                </span>
              </label>
            ))}
          </fieldset>
          <button type="submit" className="quiet">
            {say('page.giveBackReview')}
          </button>
        </form>
      </details>
    </section>
  );
}

function Explained({ page }: Props) {
  const { say, view } = page;
  const paid = (view.order?.totalMinor ?? 0) > 0;
  const feeStays = paid && view.event.feeMode === 'passed-on' && !view.event.buyerRules.refundsReturnFee;
  return (
    <>
      {say(paid ? 'page.giveBackText' : 'page.giveBackFree')} {feeStays ? say('page.giveBackFeeStays') : ''}
    </>
  );
}

/** The question before the deed: these tickets for this sum. */
export function giveBackPage(
  page: OrderShop,
  token: string,
  asked: {
    readonly refundId: RefundId;
    readonly ticketIds: readonly TicketId[];
    readonly voids: readonly TicketId[];
    readonly amountMinor: number;
    readonly currency: string;
  },
): RenderedPage {
  const { shop, say, here, view } = page;
  const sum = shop.format.money(asked.amountMinor, asked.currency);
  const gone = view.tickets.filter(ticket => asked.voids.includes(ticket.ticketId));
  return renderPage(shop, {
    title: say('page.giveBack'),
    path: `/orders/${token}`,
    quiet: true,
    children: (
      <section className="ticket plain">
        <div className="sheet">
          <h1>{say('page.giveBack')}</h1>
          <p>
            <Explained page={page} />
          </p>
          <ul className="money-back">
            {gone.map(ticket => (
              <li key={ticket.ticketId}>
                {ticket.tierName}
                {ticket.holder === null ? '' : ` · ${ticket.holder}`}
              </li>
            ))}
          </ul>
          {gone.length > asked.ticketIds.length ? <p className="hint">{say('page.childrenToo')}</p> : null}
          <form method="post" action={here('/give-back/confirm')}>
            <input type="hidden" name="refundId" value={asked.refundId} />
            {asked.ticketIds.map(ticketId => (
              <input key={ticketId} type="hidden" name="ticketId" value={ticketId} />
            ))}
            <div className="actions">
              <button type="submit" className="strong">
                {asked.amountMinor === 0 ? say('page.giveBackConfirmFree') : say('page.giveBackConfirm', { sum })}
              </button>
              <a className="button quiet" href={here()}>
                {say('page.keep')}
              </a>
            </div>
          </form>
        </div>
      </section>
    ),
  });
}

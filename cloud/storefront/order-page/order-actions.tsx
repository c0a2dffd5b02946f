import type { OrderShop } from './order-shop.ts';

type Props = { readonly page: OrderShop };

/** What is done with the whole order: keep the evening in mind, keep the tickets on paper, have them sent again. */
export function OrderActions({ page }: Props) {
  const { say, here, view, evening } = page;
  const { order, viewer } = view;
  const good = evening !== 'off' && view.tickets.some(ticket => ticket.standing.kind === 'valid');
  const resends = viewer === 'buyer' && good && order !== null && order.buyerEmail !== '';
  if (!good) return null;
  return (
    <section className="ticket plain-sheet">
      {order === null || viewer === 'holder' ? null : (
        <p className="hint">
          {order.buyerName === '' ? null : <>{say('page.thanks', { name: order.buyerName })} </>}
          {order.buyerEmail === '' ? null : say('page.sentTo', { email: order.buyerEmail })}
        </p>
      )}
      <div className="actions">
        {evening === 'over' ? null : (
          <a className="button quiet" href={here('/calendar.ics')}>
            {say('page.calendar')}
          </a>
        )}
        <a className="button quiet" href={here('/tickets.pdf')}>
          {say(viewer === 'buyer' ? 'page.pdf' : 'page.ticketPdf')}
        </a>
        {resends ? (
          <form method="post" action={here('/resend')}>
            <button type="submit" className="quiet">
              {say('page.resend')}
            </button>
          </form>
        ) : null}
      </div>
    </section>
  );
}

/** Money: what was paid, what went back, and the papers about it. */
export function OrderPapers({ page }: Props) {
  const { say, here, shop, view } = page;
  const { order, refunds } = view;
  if (order === null || view.viewer === 'holder' || (!view.hasInvoice && refunds.length === 0)) return null;
  const sum = (minor: number, currency: string) => shop.format.money(minor, currency);
  return (
    <section className="ticket plain-sheet">
      <h2>{say('page.papers')}</h2>
      {view.hasInvoice ? <p>{say('page.total', { sum: sum(order.totalMinor, order.currency) })}</p> : null}
      {refunds.length === 0 ? null : (
        <>
          <h3 className="small">{say('page.refunds')}</h3>
          <ul className="money-back">
            {refunds.map(refund => (
              <li key={refund.refundId}>
                {say(`page.refund.${refund.state}`, {
                  sum: sum(refund.amountMinor, refund.currency),
                  time: shop.format.dayTime(refund.updatedAt),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        {view.hasInvoice ? (
          <form method="post" action={here('/invoice.pdf')}>
            <button type="submit" className="quiet">
              {say('page.invoice')}
            </button>
          </form>
        ) : null}
        {refunds
          .filter(refund => refund.hasPaper)
          .map(refund => (
            <form key={refund.refundId} method="post" action={here(`/credit-notes/${refund.refundId}`)}>
              <button type="submit" className="quiet">
                {say('page.creditNote', { sum: sum(refund.amountMinor, refund.currency) })}
              </button>
            </form>
          ))}
      </div>
    </section>
  );
}

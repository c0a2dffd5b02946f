import type { OrderPageTicket } from '#shared/api/order-page.ts';
import type { OrderShop } from './order-shop.ts';

type Props = { readonly page: OrderShop; readonly ticket: OrderPageTicket };

/** Another name, or another person. Folded away; open again where something typed was wrong. */
export function TicketForms({ page, ticket }: Props) {
  const { say } = page;
  const mine = page.mistake?.ticketId === ticket.ticketId ? page.mistake : null;
  return (
    <>
      {ticket.may.rename ? (
        <details className="fold" open={mine?.form === 'rename'}>
          <summary>{say('page.change')}</summary>
          <RenameForm page={page} ticket={ticket} />
        </details>
      ) : null}
      {ticket.may['pass-on'] ? (
        <details className="fold" open={mine?.form === 'pass-on'}>
          <summary>{say('page.passOn')}</summary>
          <PassOnForm page={page} ticket={ticket} />
        </details>
      ) : null}
    </>
  );
}

function RenameForm({ page, ticket }: Props) {
  const { say, here, shop, view } = page;
  const typed = page.mistake?.ticketId === ticket.ticketId ? page.mistake.typed : {};
  const until = view.until.rename;
  return (
    <form method="post" action={here('/name')} className="fields">
      <input type="hidden" name="ticketId" value={ticket.ticketId} />
      <div className="field">
        <label htmlFor={`name${ticket.number}`}>{say('page.name')}</label>
        <input
          id={`name${ticket.number}`}
          name="holder"
          required
          maxLength={200}
          autoComplete="name"
          dir="auto"
          defaultValue={typed.holder ?? ticket.holder ?? ''}
        />
        {until === null ? null : <p className="hint">{say('page.namesUntil', { time: shop.format.dayTime(until) })}</p>}
      </div>
      <button type="submit" className="quiet">
        {say('page.saveName')}
      </button>
    </form>
  );
}

function PassOnForm({ page, ticket }: Props) {
  const { say, here } = page;
  const typed = page.mistake?.ticketId === ticket.ticketId ? page.mistake.typed : {};
  const hint = `hint${ticket.number}`;
  return (
    <form method="post" action={here('/pass-on')} className="fields">
      <p className="hint" id={hint}>
        {say('page.passOnText')}
      </p>
      <input type="hidden" name="ticketId" value={ticket.ticketId} />
      <input type="hidden" name="newTicketId" value={page.mintTicketId()} />
      <div className="field">
        <label htmlFor={`to${ticket.number}`}>{say('page.toName')}</label>
        <input
          id={`to${ticket.number}`}
          name="toName"
          required
          maxLength={200}
          dir="auto"
          defaultValue={typed.toName}
        />
      </div>
      <div className="field">
        <label htmlFor={`mail${ticket.number}`}>{say('page.toEmail')}</label>
        <input
          id={`mail${ticket.number}`}
          name="toEmail"
          type="email"
          required
          maxLength={254}
          defaultValue={typed.toEmail}
        />
      </div>
      <button type="submit" className="quiet" aria-describedby={hint}>
        {say('page.passOnDo')}
      </button>
    </form>
  );
}

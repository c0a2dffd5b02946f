import type { OrderPageTicket } from '#shared/api/order-page.ts';
import { limits } from '#shared/kernel/limits.ts';
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
  const until = view.until.rename;
  return (
    <form method="post" action={here('/name')} className="fields">
      <input type="hidden" name="ticketId" value={ticket.ticketId} />
      <Field page={page} ticket={ticket} name="holder" label={say('page.name')} value={ticket.holder ?? ''} />
      {until === null ? null : <p className="hint">{say('page.namesUntil', { time: shop.format.dayTime(until) })}</p>}
      <button type="submit" className="quiet">
        {say('page.saveName')}
      </button>
    </form>
  );
}

function PassOnForm({ page, ticket }: Props) {
  const { say, here } = page;
  const hint = `hint${ticket.number}`;
  return (
    <form method="post" action={here('/pass-on')} className="fields">
      <p className="hint" id={hint}>
        {say('page.passOnText')}
      </p>
      <input type="hidden" name="ticketId" value={ticket.ticketId} />
      <input type="hidden" name="newTicketId" value={page.mintTicketId()} />
      <Field page={page} ticket={ticket} name="toName" label={say('page.toName')} value="" />
      <Field page={page} ticket={ticket} name="toEmail" label={say('page.toEmail')} value="" />
      <button type="submit" className="quiet" aria-describedby={hint}>
        {say('page.passOnDo')}
      </button>
    </form>
  );
}

/** A field with what was typed into it before, and beside it what is wrong with that. */
function Field({
  page,
  ticket,
  name,
  label,
  value,
}: Props & { readonly name: 'holder' | 'toName' | 'toEmail'; readonly label: string; readonly value: string }) {
  const mine = page.mistake?.ticketId === ticket.ticketId ? page.mistake : null;
  const wrong = mine?.field === name ? mine.sentence : null;
  const id = ticketFieldId(ticket.number, name);
  const mail = name === 'toEmail';
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={mail ? 'email' : 'text'}
        required
        maxLength={mail ? limits.emailCharsMax : 200}
        dir={mail ? 'ltr' : 'auto'}
        defaultValue={mine?.typed[name] ?? value}
        aria-invalid={wrong === null ? undefined : true}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
      />
      {wrong === null ? null : (
        <p className="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

export function ticketFieldId(number: number, name: string): string {
  return `${name}${number}`;
}

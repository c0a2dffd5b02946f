import { useEffect, useState } from 'react';
import type { OrderAnswer } from '#shared/api/station.ts';
import type { OrderId, TicketId } from '#shared/kernel/ids.ts';
import { callStation } from '../client/call-station.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { closeOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';
import { scanOrder } from './ask-station.ts';
import { sentenceOf } from './run-verb.ts';
import { TicketLine } from './ticket-line.tsx';

/** CK-26: an order's tickets, each chosen or not; those that may not enter say why. */
export function OrderDialog({ orderId }: { readonly orderId: OrderId }) {
  const { say } = useWords();
  const { order, problem } = useOrder(orderId);
  const [left, setLeft] = useState<ReadonlySet<TicketId>>(new Set());
  const tickets = order?.tickets ?? [];
  const chosen = tickets.filter(ticket => ticket.canAdmit && !left.has(ticket.ticketId)).map(ticket => ticket.ticketId);
  const toggle = (ticketId: TicketId) => {
    const next = new Set(left);
    if (!next.delete(ticketId)) next.add(ticketId);
    setLeft(next);
  };
  return (
    <Dialog
      title={say('orderTitle', { order: order?.orderRef ?? '' })}
      about={say('orderAbout')}
      onClose={closeOverlay}
      wide
      footer={
        <Button
          look="primary"
          large
          disabledReason={chosen.length === 0 ? say('chooseSomebody') : null}
          onPress={() => void scanOrder(orderId, chosen)}
        >
          {say('admitSome', { count: chosen.length })}
        </Button>
      }
    >
      {problem !== null && <p className="text-refuse-ink">{problem}</p>}
      <ul>
        {tickets.map(ticket => (
          <TicketLine
            key={ticket.ticketId}
            hit={ticket}
            before={
              <Tick
                on={chosen.includes(ticket.ticketId)}
                off={!ticket.canAdmit}
                label={`${ticket.holder ?? ticket.tierName} ${ticket.seat ?? ''}`}
                onToggle={() => toggle(ticket.ticketId)}
              />
            }
          >
            {!ticket.canAdmit && <span className="text-14 text-used-ink">{ticket.why ?? say('notNow')}</span>}
          </TicketLine>
        ))}
      </ul>
    </Dialog>
  );
}

function Tick(props: {
  readonly on: boolean;
  readonly off: boolean;
  readonly label: string;
  readonly onToggle: () => void;
}) {
  return (
    <input
      type="checkbox"
      checked={props.on}
      disabled={props.off}
      aria-label={props.label}
      onChange={props.onToggle}
      className="m-2 size-7 accent-ink disabled:opacity-40"
    />
  );
}

function useOrder(orderId: OrderId): { order: OrderAnswer | null; problem: string | null } {
  const [order, setOrder] = useState<OrderAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    callStation('order', { orderId }).then(
      answer => !left && setOrder(answer),
      error => !left && setProblem(sentenceOf(error)),
    );
    return () => {
      left = true;
    };
  }, [orderId]);
  return { order, problem };
}

import type { ReactNode } from 'react';
import type { TicketView } from '#shared/api/station.ts';
import { useWords } from '../wording/use-words.ts';

/** One ticket in a list: who, what, where it sits, what can be done. */
export function TicketLine({
  hit,
  before,
  children,
}: {
  readonly hit: TicketView;
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}) {
  const { say } = useWords();
  const more = [hit.tierName, hit.seat, hit.orderRef].filter(part => part !== null);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0">
      {before}
      <span className="min-w-40 flex-1">
        <bdi className="block font-semibold">{hit.holder ?? say('noName')}</bdi>
        <span className="text-14 text-muted">
          <bdi>{more.join(' · ')}</bdi>
          {hit.inside && <span className="text-admit-ink"> · {say('isInside')}</span>}
        </span>
      </span>
      <span className="flex items-center gap-2">{children}</span>
    </li>
  );
}

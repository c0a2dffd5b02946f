import type { EventId, OrgId, TicketId } from '#shared/kernel/ids.ts';
import type { NamedGuardian } from '#shared/orders/check-guardians.ts';
import type { TicketDraft } from '../../db/ticket-draft.ts';
import type { Tx } from '../../db/with-tenant.ts';
import { loadNamedGuardians } from './load-named-guardians.ts';

type Drafted = { readonly drafts: readonly TicketDraft[] };

/** OR-2: guardians of other orders, locked, with their children as they are bound while orders are judged one after the other. */
export type GuardianBook = {
  /** As they stand for an order that takes the place of another, whose children are its own. */
  readonly guardiansFor: (left: Drafted | null) => readonly NamedGuardian[];
  /** These children come; those of the order they take the place of do not. */
  readonly bind: (come: Drafted, left: Drafted | null) => void;
};

export const emptyGuardianBook: GuardianBook = { guardiansFor: () => [], bind: () => {} };

export async function openGuardianBook(
  tx: Tx,
  orgId: OrgId,
  eventId: EventId,
  ticketIds: readonly TicketId[],
): Promise<GuardianBook> {
  const named = await loadNamedGuardians(tx, orgId, eventId, ticketIds);
  if (named.length === 0) return emptyGuardianBook;
  const bound = new Map(named.map(({ ticketId, children }) => [ticketId, children]));
  const countOf = (drafted: Drafted | null, id: TicketId) =>
    drafted?.drafts.filter(({ guardianTicketId }) => guardianTicketId === id).length ?? 0;
  const childrenOf = (id: TicketId) => bound.get(id) ?? 0;
  return {
    guardiansFor: left =>
      named.map(each => ({ ...each, children: childrenOf(each.ticketId) - countOf(left, each.ticketId) })),
    bind: (come, left) => {
      for (const id of bound.keys()) bound.set(id, childrenOf(id) + countOf(come, id) - countOf(left, id));
    },
  };
}

import { sql } from 'drizzle-orm';
import type { TicketId } from '#shared/kernel/ids.ts';
import { type Instant, instantFromMs } from '#shared/kernel/instant.ts';
import {
  type BuyerAction,
  type BuyerFacts,
  buyerMay,
  type TicketStanding,
  ticketStanding,
} from '#shared/orders/buyer-may.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { loadChildren } from '../tickets/load-children.ts';
import type { TicketRecord } from '../tickets/load-ticket.ts';
import type { OpenedLink } from './open-link.ts';

/** A ticket as its page shows it: how it stands, and what may be done with it. */
export type TheirTicket = {
  readonly record: TicketRecord;
  readonly standing: TicketStanding;
  readonly may: Readonly<Record<BuyerAction, boolean>>;
  /** Children of the same order who come in with it alone. */
  readonly childIds: readonly TicketId[];
  readonly isGuardian: boolean;
};

/** The tickets that stand now: of each only the latest, whatever it replaced. A holder sees theirs even when it was replaced. */
export async function loadTheirTickets(tx: Tx, ctx: Ctx, opened: OpenedLink): Promise<TheirTicket[]> {
  const { viewer, tickets } = opened;
  const used = await loadUses(tx, tickets);
  const replaced = new Set(tickets.map(ticket => ticket.replacesTicketId));
  const standing = viewer === 'holder' ? tickets : tickets.filter(ticket => !replaced.has(ticket.ticketId));
  // What replaces a ticket stands where that stood.
  const latest = standing.toSorted(
    (a, b) => tickets.indexOf(chainOf(tickets, a).at(-1) ?? a) - tickets.indexOf(chainOf(tickets, b).at(-1) ?? b),
  );
  const ids = latest.map(({ ticketId }) => ticketId);
  const isTheirs = new Set(ids);
  const children = await loadChildren(tx, { orgId: ctx.orgId, eventId: opened.event.eventId }, ids);
  return latest.map(record => {
    const passedOnTo = viewer === 'buyer' ? firstHolder(tickets, record) : null;
    const stands = ticketStanding({ ...record, passedOnTo, usedAt: used.get(record.ticketId) ?? null }, viewer);
    const guarded = children.filter(({ guardianTicketId }) => guardianTicketId === record.ticketId);
    const childIds = guarded.map(({ childTicketId }) => childTicketId).filter(id => isTheirs.has(id));
    const isGuardian = guarded.length > 0;
    const asked = { standing: stands, isGuardian, guardsOthers: guarded.length > childIds.length };
    const facts = buyerFacts(opened);
    const may = (action: BuyerAction) => buyerMay(action, facts, asked, ctx.now);
    const all = { rename: may('rename'), 'pass-on': may('pass-on'), 'give-back': may('give-back') };
    return { record, standing: stands, may: all, childIds, isGuardian };
  });
}

export function buyerFacts({ viewer, event, order }: OpenedLink): BuyerFacts {
  return { rules: event.buyerRules, event, orderState: order?.state ?? null, viewer };
}

/** A ticket and all that it replaced, the latest first. */
function chainOf(tickets: readonly TicketRecord[], latest: TicketRecord): TicketRecord[] {
  const before = tickets.find(ticket => ticket.ticketId === latest.replacesTicketId);
  return before === undefined ? [latest] : [latest, ...chainOf(tickets, before)];
}

/** ML-7: whom the buyer passed it on to. What that person did with it further is theirs to know. */
function firstHolder(tickets: readonly TicketRecord[], latest: TicketRecord): string | null {
  return chainOf(tickets, latest).findLast(ticket => ticket.heldBy !== null)?.heldBy ?? null;
}

/** When each was first let in, and not taken back. */
async function loadUses(tx: Tx, tickets: readonly TicketRecord[]): Promise<ReadonlyMap<string, Instant>> {
  const [first] = tickets;
  if (first === undefined) return new Map();
  const ids = sql.param(tickets.map(ticket => ticket.ticketId));
  const { rows } = await tx.execute<{ ticket_id: string; at: string | Date }>(sql`
    select s.ticket_id, min(s.at) as at from app.scans s
    where s.org_id = ${first.orgId} and s.event_id = ${first.eventId} and s.ticket_id = any(${ids}::text[]) and s.kind = 'in'
      and not exists (select from app.scans u where u.org_id = s.org_id and u.event_id = s.event_id
        and u.ticket_id = s.ticket_id and u.kind = 'undo' and u.undoes_scan_id = s.scan_id)
    group by s.ticket_id`);
  return new Map(rows.map(row => [row.ticket_id, instantFromMs(new Date(row.at).getTime())]));
}

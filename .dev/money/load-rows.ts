import type { MoneyCloud } from './money-cloud.ts';

export type OrderRow = {
  readonly orderId: string;
  readonly state: string;
  readonly total: number;
  readonly wanted: number;
  readonly valid: number;
  readonly issued: number;
  readonly disputedTickets: number;
  readonly confirmations: number;
  readonly holdState: string | null;
  /** Of the payment that bought its tickets. */
  readonly openDisputes: number;
  readonly lostDisputes: number;
  /** What the books say this buyer owes us; negative is what we owe them. */
  readonly owes: number;
  readonly booked: string;
};
export type PaymentRow = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly state: string;
  readonly settled: string | null;
  readonly amount: number;
  readonly intentId: string | null;
  readonly chargeId: string | null;
  readonly account: string;
  readonly decided: number;
  readonly arrived: number;
  /** What the buyer was promised back, whether it arrived or not. */
  readonly claimed: number;
  readonly waitingFailed: number;
  /** Made at the provider, past us. */
  readonly adopted: number;
  /** Refunds of it that took back a sale. */
  readonly tookBack: number;
  readonly openDisputes: number;
  readonly lostDisputes: number;
};
export type RefundRow = {
  readonly refundId: string;
  readonly paymentId: string;
  readonly state: string;
  readonly amount: number;
  readonly providerRefundId: string | null;
  readonly retryOf: string | null;
};
export type LineRow = {
  readonly id: string;
  readonly net: number;
  readonly explained: boolean;
  readonly cause: string | null;
  readonly known: boolean;
};
export type BookRow = { readonly account: string; readonly currency: string; readonly minor: number };

/** What an organization's tables say when all has come to rest. */
export type Rows = {
  readonly orders: readonly OrderRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  readonly lines: readonly LineRow[];
  readonly books: readonly BookRow[];
  readonly unbalanced: readonly string[];
  /** What was refused for its sum alone. */
  readonly unpayable: readonly string[];
  readonly events: readonly { readonly type: string; readonly state: string; readonly error: string | null }[];
  readonly waiting: readonly { readonly entryId: string; readonly state: string; readonly isOver: boolean }[];
  readonly heldPlaces: number;
  readonly disputes: number;
  readonly pools: readonly {
    readonly name: string;
    readonly capacity: number;
    readonly sold: number;
    readonly held: number;
    readonly taken: number;
  }[];
};

export async function loadRows({ root }: MoneyCloud, orgId: string): Promise<Rows> {
  const all = async <Row extends object>(sql: string): Promise<Row[]> => (await root.query<Row>(sql, [orgId])).rows;
  return {
    orders: await all<OrderRow>(ordersSql),
    payments: await all<PaymentRow>(paymentsSql),
    refunds: await all<RefundRow>(
      `select refund_id as "refundId", payment_id as "paymentId", state, amount_minor::float8 as amount,
         provider_refund_id as "providerRefundId", retry_of as "retryOf"
       from app.refunds where org_id = $1 order by created_at, refund_id`,
    ),
    lines: await all<LineRow>(
      `select balance_transaction_id as id, net_minor::float8 as net, explained, cause,
         exists (select from app.ledger_groups g where g.org_id = l.org_id and g.cause = l.cause) as known
       from app.provider_balance_lines l where org_id = $1 order by 1`,
    ),
    books: await all<BookRow>(
      `select account, currency, sum(amount_minor)::float8 as minor from app.ledger_postings where org_id = $1
       group by account, currency order by account, currency`,
    ),
    unbalanced: (
      await all<{ cause: string }>(
        `select cause from app.ledger_postings where org_id = $1 group by cause, currency having sum(amount_minor) <> 0`,
      )
    ).map(({ cause }) => cause),
    unpayable: (await all<{ what: string }>(unpayableSql)).map(({ what }) => what),
    events: await all(
      `select type, state, error from app.provider_events where org_id = $1 and state in ('received', 'failed') order by event_id`,
    ),
    waiting: await all(
      `select entry_id as "entryId", state, coalesce(offer_lapses_at <= (select max(offered_at) from app.waiting_list), false) as "isOver"
       from app.waiting_list where org_id = $1 order by created_at, entry_id`,
    ),
    disputes: (await all('select 1 from app.disputes where org_id = $1')).length,
    heldPlaces: (await all(`select 1 from app.holds where org_id = $1 and state = 'held'`)).length,
    pools: await all(
      `select p.name, p.capacity, p.sold,
         p.held - (select coalesce(sum((place ->> 'places')::int), 0)::int from app.waiting_list w, jsonb_array_elements(w.places) place
          where w.org_id = p.org_id and w.event_id = p.event_id and w.state = 'offered' and place ->> 'poolId' = p.pool_id) as held,
         (select count(*)::int from app.tickets t
          join app.tier_pools tp on tp.org_id = t.org_id and tp.event_id = t.event_id and tp.tier_id = t.tier_id
          where t.org_id = p.org_id and t.event_id = p.event_id and tp.pool_id = p.pool_id and t.state = 'valid') as taken
       from app.pools p where p.org_id = $1 order by p.event_id, p.name`,
    ),
  };
}

const ofSum = `('amount-not-payable', 'parameter_invalid_integer', 'invalid_charge_amount_no_decimal_compatible', 'amount_too_small')`;
const unpayableSql = `
  select payment_id || ' of ' || amount_minor || ': ' || decline_code as what from app.payments
  where org_id = $1 and decline_code in ${ofSum}
  union all
  select refund_id || ' of ' || amount_minor || ': ' || failure from app.refunds where org_id = $1 and failure in ${ofSum}`;
const open = `('needs-response', 'under-review')`;
const lost = `('lost', 'written-off')`;
/** Disputes of the payment that bought the tickets; one of a payment that goes back is no matter of theirs. */
const ofKept = `app.disputes d join app.payments k on k.org_id = d.org_id and k.payment_id = d.payment_id
      where d.org_id = o.org_id and d.order_id = o.order_id and k.settled in ('fulfilled', 're-seated')`;
const ofPayment = `app.disputes d where d.org_id = p.org_id and d.payment_id = p.payment_id`;
const ordersSql = `
  select o.order_id as "orderId", o.state, o.total_minor::float8 as total,
    (select sum(quantity)::int from app.order_lines l where l.org_id = o.org_id and l.order_id = o.order_id) as wanted,
    count(t.*) filter (where t.state = 'valid')::int as valid,
    count(t.*)::int as issued,
    count(t.*) filter (where t.disputed)::int as "disputedTickets",
    (select count(*)::int from app.mails m where m.org_id = o.org_id and m.order_id = o.order_id and m.kind = 'order-confirmed')
      as confirmations,
    (select h.state from app.holds h where h.org_id = o.org_id and h.order_id = o.order_id
      order by h.created_at desc, h.hold_id desc limit 1) as "holdState",
    (select count(*)::int from ${ofKept} and d.state in ${open}) as "openDisputes",
    (select count(*)::int from ${ofKept} and d.state in ${lost}) as "lostDisputes",
    (select coalesce(sum(p.amount_minor), 0)::float8 from app.ledger_groups g
      join app.ledger_postings p on p.org_id = g.org_id and p.cause = g.cause
      where g.org_id = o.org_id and g.order_id = o.order_id and p.account = 'buyer') as owes,
    (select coalesce(string_agg(p.cause || ' ' || p.amount_minor, ', ' order by p.cause), '') from app.ledger_groups g
      join app.ledger_postings p on p.org_id = g.org_id and p.cause = g.cause
      where g.org_id = o.org_id and g.order_id = o.order_id and p.account = 'buyer') as booked
  from app.orders o left join app.tickets t on t.org_id = o.org_id and t.event_id = o.event_id and t.order_id = o.order_id
  where o.org_id = $1 group by o.org_id, o.order_id, o.event_id, o.state, o.total_minor, o.created_at order by o.created_at, o.order_id`;
/** Made at the provider, and our own rules had said no to it: no sale was taken back. */
const noClaim = `(r.requested_by = 'provider' and r.lines = '[]')`;
const paymentsSql = `
  select p.payment_id as "paymentId", p.order_id as "orderId", p.state, p.settled, p.amount_minor::float8 as amount,
    p.intent_id as "intentId", p.charge_id as "chargeId", p.provider_account as account,
    (select count(*)::int from ${ofPayment} and d.state in ${open}) as "openDisputes",
    (select count(*)::int from ${ofPayment} and d.state in ${lost}) as "lostDisputes",
    coalesce(sum(r.amount_minor) filter (where r.retry_of is null
      and not (r.state = 'failed' and ${noClaim})), 0)::float8 as decided,
    coalesce(sum(r.amount_minor) filter (where r.state = 'succeeded'), 0)::float8 as arrived,
    coalesce(sum(r.amount_minor) filter (where r.retry_of is null and not ${noClaim}), 0)::float8 as claimed,
    coalesce(sum(r.amount_minor) filter (where r.requested_by = 'provider' and not (r.state = 'failed' and ${noClaim})), 0)::float8 as adopted,
    count(*) filter (where r.lines <> '[]')::int as "tookBack",
    count(*) filter (where r.state = 'failed' and not ${noClaim}
      and not exists (select from app.refunds a where a.org_id = r.org_id and a.retry_of = r.refund_id))::int as "waitingFailed"
  from app.payments p left join app.refunds r on r.org_id = p.org_id and r.payment_id = p.payment_id
  where p.org_id = $1 group by p.org_id, p.payment_id, p.order_id, p.state, p.settled, p.amount_minor, p.intent_id, p.charge_id,
    p.provider_account, p.created_at order by p.created_at, p.payment_id`;

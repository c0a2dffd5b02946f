import { addMs, type Instant } from '../kernel/instant.ts';

/** A sale as far as it speaks for another one. */
export type PriorSale = {
  readonly chargeId: string;
  readonly ref: string;
  readonly paidAt: Instant;
  readonly amountMinor: number;
  readonly email: string;
  readonly address: string | null;
  readonly device: string | null;
};

/** Everything that is on record about a disputed sale. */
export type EvidenceFacts = {
  readonly dispute: { readonly disputeId: string; readonly reason: string; readonly openedAt: Instant };
  readonly organization: string;
  readonly event: { readonly title: string; readonly venue: string; readonly startsAt: Instant; readonly date: string };
  readonly order: {
    readonly ref: string;
    readonly placedAt: Instant;
    readonly paid: string;
    readonly buyer: {
      readonly name: string;
      readonly email: string;
      readonly phone: string | null;
      readonly address: string | null;
    };
    readonly lines: readonly string[];
  };
  /** The terms as they were accepted, and from where; null where nothing was kept. */
  readonly checkout: {
    readonly termsText: string | null;
    readonly termsAcceptedAt: Instant | null;
    readonly address: string | null;
    readonly device: string | null;
  } | null;
  readonly mails: readonly {
    readonly kind: string;
    readonly recipient: string;
    readonly sentAt: Instant | null;
    readonly deliveredAt: Instant | null;
  }[];
  readonly scans: readonly {
    readonly at: Instant;
    readonly holder: string | null;
    readonly gate: string;
    readonly station: string | null;
    readonly operator: string | null;
    readonly direction: 'in' | 'out';
  }[];
  readonly refunds: readonly string[];
  /** Undisputed sales to the same buyer before this one, the latest first. */
  readonly prior: readonly PriorSale[];
};

export type EvidenceSection = { readonly title: string; readonly lines: readonly string[] };

/** Visa's own rule for "they bought from us before": the provider wants these beside the plain fields. */
export type CompellingEvidence = {
  readonly disputed: Readonly<Record<string, string>>;
  readonly prior: readonly (Readonly<Record<string, string>> & { readonly charge: string })[];
};

export type EvidencePacket = {
  readonly organization: string;
  /** By the provider's names. What is not known is left out, never sent empty. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the paper says, in reading order. */
  readonly sections: readonly EvidenceSection[];
  readonly compelling: CompellingEvidence | null;
};

const dayMs = 86_400_000;
const priorNeeded = 2;
const priorSent = 5;

/** OR-15: the answer to a dispute, built out of what is on record and of nothing else. */
export function planEvidence(facts: EvidenceFacts): EvidencePacket {
  const { order, event, checkout } = facts;
  const product = `${order.lines.join(', ')}: ${event.title}${event.venue === '' ? '' : `, ${event.venue}`}, ${event.date}`;
  return {
    organization: facts.organization,
    fields: known({
      customer_name: order.buyer.name,
      customer_email_address: order.buyer.email,
      customer_purchase_ip: checkout?.address ?? '',
      billing_address: order.buyer.address ?? '',
      product_description: product,
      service_date: event.date,
      access_activity_log: facts.scans.map(scanLine).join('\n'),
      refund_policy_disclosure: termsLine(checkout),
      uncategorized_text: summaryOf(facts),
    }),
    sections: sectionsOf(facts, product),
    compelling: compellingOf(facts, product),
  };
}

/** Two or more undisputed sales, 120 to 365 days before the dispute, to the same mail address from the same network address. */
function compellingOf(facts: EvidenceFacts, product: string): CompellingEvidence | null {
  const { dispute, order, checkout, prior } = facts;
  const address = checkout?.address ?? null;
  if (dispute.reason !== 'fraudulent' || address === null || order.buyer.email === '') return null;
  const { from, until } = priorWindow(dispute.openedAt);
  const fit = prior.filter(
    sale =>
      sale.paidAt >= from &&
      sale.paidAt <= until &&
      sale.address === address &&
      sameMail(sale.email, order.buyer.email),
  );
  if (fit.length < priorNeeded) return null;
  const who = { customer_email_address: order.buyer.email, customer_purchase_ip: address };
  return {
    disputed: { ...who, product_description: product },
    prior: fit
      .slice(0, priorSent)
      .map(sale => ({ charge: sale.chargeId, ...who, product_description: `Tickets, order ${sale.ref}` })),
  };
}

/** OR-15: when a sale was paid that speaks for one disputed now. */
export function priorWindow(openedAt: Instant): { readonly from: Instant; readonly until: Instant } {
  return { from: addMs(openedAt, -365 * dayMs), until: addMs(openedAt, -120 * dayMs) };
}

function sameMail(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function known(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''));
}

function summaryOf({ order, event, organization, scans, mails, prior }: EvidenceFacts): string {
  const went = scans.filter(({ direction }) => direction === 'in').length;
  const reached = mails.filter(({ deliveredAt }) => deliveredAt !== null).length;
  return [
    `${organization} sold ${order.lines.join(', ')} for “${event.title}” (${event.date}) to ${order.buyer.name || 'the buyer'} in order ${order.ref}, paid ${order.paid} at ${order.placedAt}.`,
    went === 0
      ? ''
      : `The tickets were used: ${went} ${went === 1 ? 'entry was' : 'entries were'} recorded at the doors.`,
    reached === 0 ? '' : `${reached} of our mails about it reached the buyer’s mailbox.`,
    prior.length === 0 ? '' : `The same buyer had paid for ${prior.length} earlier orders and disputed none of them.`,
  ]
    .filter(text => text !== '')
    .join(' ');
}

function sectionsOf(facts: EvidenceFacts, product: string): readonly EvidenceSection[] {
  const { order, checkout } = facts;
  const sections: readonly EvidenceSection[] = [
    {
      title: 'The sale',
      lines: [
        `Order ${order.ref}, placed ${order.placedAt}, paid ${order.paid}`,
        product,
        [order.buyer.name, order.buyer.email, order.buyer.phone ?? '', order.buyer.address ?? '']
          .filter(text => text !== '')
          .join(' · '),
      ],
    },
    {
      title: 'At checkout',
      lines: [
        checkout?.address == null ? '' : `From the network address ${checkout.address}`,
        checkout?.device == null ? '' : `With ${checkout.device}`,
        termsLine(checkout),
      ],
    },
    { title: 'The terms that were accepted', lines: (checkout?.termsText ?? '').split('\n') },
    { title: 'Mail', lines: facts.mails.map(mailLine) },
    { title: 'At the doors', lines: facts.scans.map(scanLine) },
    { title: 'Given back', lines: facts.refunds },
    {
      title: 'Earlier sales to the same buyer, none of them disputed',
      lines: facts.prior.map(
        sale =>
          `${sale.paidAt} order ${sale.ref}, charge ${sale.chargeId}${sale.address === null ? '' : `, from ${sale.address}`}`,
      ),
    },
  ];
  return sections
    .map(({ title, lines }) => ({ title, lines: lines.filter(line => line.trim() !== '') }))
    .filter(({ lines }) => lines.length > 0);
}

function termsLine(checkout: EvidenceFacts['checkout']): string {
  if (checkout?.termsAcceptedAt == null) return '';
  return `The buyer was shown the terms of sale before paying and accepted them at ${checkout.termsAcceptedAt}.`;
}

function mailLine({ kind, recipient, sentAt, deliveredAt }: EvidenceFacts['mails'][number]): string {
  const sent = sentAt === null ? 'not sent yet' : `sent ${sentAt}`;
  return `${kind} to ${recipient}: ${sent}${deliveredAt === null ? '' : `, delivered ${deliveredAt}`}`;
}

function scanLine(scan: EvidenceFacts['scans'][number]): string {
  const by = [scan.station, scan.operator].filter(text => text !== null).join(', ');
  return `${scan.at} ${scan.direction === 'in' ? 'entered' : 'left'} at ${scan.gate}${scan.holder === null ? '' : `, ticket of ${scan.holder}`}${by === '' ? '' : ` (${by})`}`;
}

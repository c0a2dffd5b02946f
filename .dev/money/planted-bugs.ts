import type { Faults } from '#fixtures/simulators/stripe/faults.ts';
import type { PaymentProvider, ProviderDispute, ProviderRefund } from '../../cloud/services/payment-provider.ts';

/**
 * Mistakes that a developer could make, each put in at a seam of the product. They stay here for ever: a harness that does not find
 * them would not find the real ones either.
 */
export const plantedBugs = {
  'settled-twice': 'a payment is settled each time somebody hears of it',
  'refund-asked-anew': 'a refund whose answer was lost is asked for as a new one',
  'event-believed': 'what an event says is believed, instead of asking how things stand now',
  'dispute-fee-forgotten': 'the fee of a dispute is not booked',
  'platform-fee-forgotten': 'the platform’s part of a fee is booked as the provider’s',
  'failed-refund-ignored': 'a refund that comes back days later stays succeeded',
  'places-not-taken': 'what is sold is not taken out of its pool',
  'late-without-places': 'who pays after the hold has lapsed is sold to without places',
  'not-frozen': 'the tickets of a disputed order stay good',
  'dead-page': 'a page whose debit came back is handed out again',
  'thousandths-asked': 'a sum that nobody can pay is asked for',
  'any-payment-disputed': 'a dispute about a payment that goes back touches the tickets of the other',
  'any-payment-refunded': 'a payment given back past us that bought nothing is taken for its order',
  'offer-taken-twice': 'an offer that was taken stays to be taken',
  'lost-stays-lost': 'nobody looks for what no webhook told',
} as const satisfies Record<string, string>;
export type PlantedBug = keyof typeof plantedBugs;

/** Weather in which a mistake shows soon. */
export function weatherFor(bug: PlantedBug | null): Partial<Faults> {
  if (bug === 'lost-stays-lost' || bug === 'late-without-places') return { webhookDrop: 1 };
  return bug === 'refund-asked-anew' ? { apiErrorAfter: 0.6 } : {};
}

/** How likely a bank decides a dispute before the end: where frozen tickets are what is looked for, disputes stay open. */
export function decidedInTheEnd(bug: PlantedBug | null): number {
  return bug === 'not-frozen' ? 0 : 0.7;
}

/** What a mistake makes of the product's statements; null leaves them alone. */
export function rewriteOf(bug: PlantedBug | null): ((sql: string) => string) | null {
  switch (bug) {
    case 'settled-twice':
      return sql =>
        sql.startsWith('select') && sql.includes('from "app"."payments"')
          ? sql.replace('"settled", "settled_at"', 'null::text, null::timestamptz')
          : sql;
    case 'places-not-taken':
      return sql => (sql.startsWith('update "app"."pools" set "sold"') ? `${sql} and false` : sql);
    case 'late-without-places':
      return sql =>
        sql.startsWith('select "org_id", "hold_id"') && sql.includes('from "app"."holds"')
          ? sql.replace('"places"', `case when "state" = 'lapsed' then '[]' else "places" end`)
          : sql;
    case 'not-frozen':
      return sql => (sql.startsWith('update "app"."tickets" set "disputed"') ? `${sql} and false` : sql);
    case 'any-payment-disputed':
      return sql =>
        sql.startsWith('select "app"."disputes"."state"')
          ? sql.replace(/"settled" in \(([^)]*)\)/, `"settled" in ($1, 'refunded-twice', 'refunded-late')`)
          : sql;
    case 'any-payment-refunded':
      return sql =>
        sql.startsWith('select') && sql.includes('from "app"."payments"') && sql.includes('"charge_id" = ')
          ? sql.replace('"settled", "settled_at"', `'fulfilled'::text, "settled_at"`)
          : sql;
    case 'offer-taken-twice':
      return sql =>
        sql.startsWith('update "app"."waiting_list" set "state" = $1, "order_id" = $2') ? `${sql} and false` : sql;
    default:
      return null;
  }
}

/** `heard` is the object in the latest event that told of an intent. */
export function withBugInProvider(
  bug: PlantedBug | null,
  provider: PaymentProvider,
  heard: ReadonlyMap<string, { readonly status: string }>,
): PaymentProvider {
  switch (bug) {
    case 'refund-asked-anew': {
      let count = 0;
      return {
        ...provider,
        refund: refund => provider.refund({ ...refund, key: `${refund.key}-${++count}` }),
        // And does not look for it first.
        async *refunds() {},
      };
    }
    case 'event-believed':
      return {
        ...provider,
        payment: async (account, intentId) => {
          const now = await provider.payment(account, intentId);
          const status = heard.get(intentId)?.status;
          return status === undefined || status === 'succeeded' ? now : { ...now, state: 'open' };
        },
      };
    case 'dispute-fee-forgotten':
      return { ...provider, dispute: async (...args) => withoutFee(await provider.dispute(...args)) };
    case 'platform-fee-forgotten':
      return {
        ...provider,
        lineOfCharge: async (...args) => {
          const line = await provider.lineOfCharge(...args);
          return line === null ? null : { ...line, applicationFeeMinor: 0 };
        },
      };
    case 'failed-refund-ignored':
      return {
        ...provider,
        refundById: async (...args) => asIfArrived(await provider.refundById(...args)),
        lineOfRefund: async (...args) => ({ ...(await provider.lineOfRefund(...args)), failed: null }),
      };
    case 'dead-page':
      return {
        ...provider,
        hostedPage: async (...args) => {
          const page = await provider.hostedPage(...args);
          return { ...page, url: page.url ?? 'https://checkout.example.test' };
        },
      };
    case 'thousandths-asked':
      return {
        ...provider,
        createPayment: asked =>
          provider.createPayment({ ...asked, amountMinor: asked.amountMinor + odd(asked.currency) }),
      };
    default:
      return provider;
  }
}

function odd(currency: string): number {
  return currency === 'KWD' ? 5 : 0;
}

function withoutFee(dispute: ProviderDispute): ProviderDispute {
  const lines = dispute.lines.map(line => ({ ...line, feeMinor: 0, applicationFeeMinor: 0 }));
  return { ...dispute, lines };
}

function asIfArrived(refund: ProviderRefund): ProviderRefund {
  return refund.state === 'failed' ? { ...refund, state: 'succeeded', failure: null } : refund;
}

import type { EventView } from '#shared/api/events.ts';
import type { OrderView } from '#shared/api/orders.ts';
import type { StartPayment } from '#shared/api/payments.ts';
import type { TierView } from '#shared/api/tiers.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { OrgId, PaymentId } from '#shared/kernel/ids.ts';
import { addMs, type Instant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { OrderRecord } from '../orders/load-order.ts';
import type { PaymentProvider } from '../payment-provider.ts';

type Varying = 'account' | 'key' | 'amountMinor' | 'currency' | 'applicationFeeMinor';

/** What is asked of the provider beside the sum, kept with the payment so that it can be asked again word for word. */
export type PaymentRequest =
  | ({ readonly way: 'element' } & Omit<Parameters<PaymentProvider['createPayment']>[0], Varying>)
  | ({ readonly way: 'hosted' } & Omit<Parameters<PaymentProvider['createHostedPage']>[0], Varying>);

/** Sums and names come from the order and its event; of what the browser said only the way and the pages to come back to. */
export function paymentRequest(facts: {
  readonly orgId: OrgId;
  readonly paymentId: PaymentId;
  readonly order: OrderRecord;
  readonly event: EventView;
  readonly tiers: readonly TierView[];
  readonly input: StartPayment;
  readonly holdLapsesAt: Instant;
  readonly now: Instant;
}): PaymentRequest {
  const { order, event, input } = facts;
  const metadata = { org: facts.orgId, order: order.orderId, payment: facts.paymentId, ref: order.ref };
  if (input.way === 'element') return { way: 'element', description: `${event.title}, ${order.ref}`, metadata };
  return {
    way: 'hosted',
    lines: hostedLines(order, event, facts.tiers),
    metadata,
    expiresAt: pageLapsesAt(facts),
    backUrl: input.backUrl,
    cancelUrl: input.cancelUrl,
    language: order.language,
    email: order.buyerEmail === '' ? null : order.buyerEmail,
  };
}

/** With the places, as far as the provider lets a page live. */
function pageLapsesAt({ holdLapsesAt, now }: { readonly holdLapsesAt: Instant; readonly now: Instant }): Instant {
  const [soonest, latest] = [addMs(now, limits.hostedPageLivesMs), addMs(now, limits.hostedPageLivesMsMax)];
  if (holdLapsesAt < soonest) return soonest;
  return holdLapsesAt > latest ? latest : holdLapsesAt;
}

function hostedLines(order: OrderRecord, event: EventView, tiers: readonly TierView[]) {
  // Written by `priceCart`, never touched since.
  const quote = order.quote as OrderView['quote'];
  const lines = quote.lines
    .filter(line => line.totalMinor > 0)
    .map(line => ({
      name: `${line.quantity} × ${tiers.find(tier => tier.tierId === line.tierId)?.name ?? event.title}`,
      amountMinor: line.totalMinor,
      quantity: 1,
    }));
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0);
  assert(sum === order.totalMinor, `the lines of ${order.orderId} come to ${sum}, the order to ${order.totalMinor}`);
  return lines;
}

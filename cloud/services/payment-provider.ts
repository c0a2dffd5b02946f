import type { OrgId } from '#shared/kernel/ids.ts';
import type { Instant } from '#shared/kernel/instant.ts';
import type { CompellingEvidence } from '#shared/orders/plan-evidence.ts';

/** A payment as the provider knows it now. `state` is monotone but for `open`, which a declined attempt comes back to. */
export type ProviderPayment = {
  readonly intentId: string;
  readonly state: 'open' | 'processing' | 'succeeded' | 'cancelled';
  readonly amountMinor: number;
  readonly currency: string;
  readonly chargeId: string | null;
  readonly declineCode: string | null;
  readonly clientSecret: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

export type ProviderPage = { readonly url: string | null; readonly payment: ProviderPayment | null };

export type ProviderRefund = {
  readonly providerRefundId: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly amountMinor: number;
  readonly currency: string;
  readonly chargeId: string | null;
  readonly intentId: string | null;
  readonly failure: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

export type ProviderDispute = {
  readonly disputeId: string;
  readonly status: string;
  readonly reason: string;
  readonly chargeId: string;
  readonly intentId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueBy: Instant | null;
  readonly submissions: number;
  /** The dispute's own lines on the balance: withdrawal, fee, return. */
  readonly lines: readonly ProviderBalanceLine[];
  readonly openedAt: Instant;
};

export type ProviderBalanceLine = {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  readonly sourceId: string | null;
  readonly amountMinor: number;
  readonly feeMinor: number;
  /** Part of the fee that is the platform's. */
  readonly applicationFeeMinor: number;
  readonly netMinor: number;
  readonly currency: string;
  readonly createdAt: Instant;
};

export type ProviderEvent = {
  readonly eventId: string;
  readonly endpoint: 'snapshot' | 'thin';
  readonly account: string | null;
  readonly type: string;
  readonly livemode: boolean;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  readonly createdAt: Instant;
  readonly payload: unknown;
};

export type ProviderAccount = {
  readonly account: string;
  readonly livemode: boolean;
  readonly cardPayments: 'pending' | 'active' | 'restricted' | 'closed';
  /** What it settles in; null where the provider does not say. */
  readonly currency: string | null;
  /** PY-11: the least that can be charged in that currency. */
  readonly minimumMinor: number;
  readonly requirements: readonly string[];
};

/** What a call to the provider ended in when it did not end well. `unknown` must be looked up, never guessed. */
export type ProviderError = Error & {
  readonly name: 'ProviderError';
  readonly kind: 'declined' | 'refused' | 'unknown' | 'busy';
  readonly code: string;
};

export function isProviderError(error: unknown): error is ProviderError {
  return error instanceof Error && error.name === 'ProviderError';
}

/** Money outside: one connected account per organization, direct charges. Amounts are minor units as we write them; every call that moves money carries our own key. */
export type PaymentProvider = {
  /** Whether our key is one of real money. Accounts of the other kind it cannot see, and that says nothing about them. */
  readonly livemode: boolean;
  /** What browsers load and sign with, and whether money really moves. */
  readonly browser: {
    readonly publishableKey: string;
    readonly scriptUrl: string;
    readonly connectUrls: readonly string[];
    readonly simulated: boolean;
  };
  /** `earlier`: how many accounts the organization has had; asked for the same twice with the same number, it is one account. */
  openAccount(org: {
    readonly orgId: OrgId;
    readonly name: string;
    readonly email: string;
    readonly currency: string;
    readonly earlier: number;
  }): Promise<ProviderAccount>;
  /** Null for one that the provider no longer lets us look at: it was taken away from us, or is gone. */
  account(account: string): Promise<ProviderAccount | null>;
  accountLink(account: string, urls: { readonly refresh: string; readonly back: string }): Promise<string>;
  createPayment(payment: {
    readonly account: string;
    readonly key: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly applicationFeeMinor: number;
    readonly description: string;
    readonly metadata: Readonly<Record<string, string>>;
  }): Promise<ProviderPayment>;
  createHostedPage(page: {
    readonly account: string;
    readonly key: string;
    readonly lines: readonly { readonly name: string; readonly amountMinor: number; readonly quantity: number }[];
    readonly currency: string;
    readonly applicationFeeMinor: number;
    readonly metadata: Readonly<Record<string, string>>;
    readonly expiresAt: Instant;
    readonly backUrl: string;
    readonly cancelUrl: string;
    /** The order's; a page that cannot be had in it speaks the browser's. */
    readonly language?: string;
    readonly email: string | null;
  }): Promise<{ readonly sessionId: string; readonly url: string }>;
  payment(account: string, intentId: string): Promise<ProviderPayment>;
  /** Where the page can still be paid on, null once it was sent off or has lapsed; and the payment somebody began there. */
  hostedPage(account: string, sessionId: string): Promise<ProviderPage>;
  /** Null when it can no longer be cancelled: look at it again. */
  cancelPayment(account: string, intentId: string): Promise<ProviderPayment | null>;
  expireHostedPage(account: string, sessionId: string): Promise<void>;
  refund(refund: {
    readonly account: string;
    readonly key: string;
    readonly intentId: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly returnsFee: boolean;
    readonly metadata: Readonly<Record<string, string>>;
  }): Promise<ProviderRefund>;
  refundById(account: string, providerRefundId: string): Promise<ProviderRefund>;
  dispute(account: string, disputeId: string): Promise<ProviderDispute>;
  stageEvidence(
    account: string,
    disputeId: string,
    evidence: Readonly<Record<string, string>>,
    submit: boolean,
    /** Earlier undisputed sales, for the card scheme whose rule that is. */
    compelling?: CompellingEvidence | null,
  ): Promise<ProviderDispute>;
  acceptDispute(account: string, disputeId: string): Promise<ProviderDispute>;
  uploadEvidence(account: string, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<string>;
  /** Who is behind an early fraud warning: the charge and its payment. */
  fraudWarning(
    account: string,
    id: string,
  ): Promise<{ readonly chargeId: string; readonly intentId: string | null; readonly actionable: boolean }>;
  /** The intent a charge belongs to. */
  intentOfCharge(account: string, chargeId: string): Promise<string | null>;
  balanceLine(account: string, id: string): Promise<ProviderBalanceLine>;
  lineOfCharge(account: string, chargeId: string): Promise<ProviderBalanceLine | null>;
  lineOfRefund(
    account: string,
    providerRefundId: string,
  ): Promise<{ readonly made: ProviderBalanceLine | null; readonly failed: ProviderBalanceLine | null }>;
  balanceLines(account: string, since: Instant): AsyncIterable<ProviderBalanceLine>;
  payments(account: string, since: Instant): AsyncIterable<ProviderPayment>;
  refunds(account: string, since: Instant): AsyncIterable<ProviderRefund>;
  disputes(account: string, since: Instant): AsyncIterable<ProviderDispute>;
  /** Events that no endpoint of ours has answered yet. */
  undelivered(account: string | null, since: Instant): AsyncIterable<ProviderEvent>;
  /** What may still be paid out and what is on its way, per currency. */
  balance(account: string): Promise<ReadonlyMap<string, number>>;
  /** The event when the signature is ours; null otherwise. */
  readWebhook(endpoint: 'snapshot' | 'thin', body: string, signature: string): Promise<ProviderEvent | null>;
};

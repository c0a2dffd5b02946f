/**
 * A verb says no: everything it did rolls back and the caller learns one of a closed set of codes with the facts behind it.
 * `cloud/http` turns a code into a status in one table, `shared/wording` into a sentence.
 */
export const refusalCodes = [
  'bad-input',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'repeat-differs',
  'too-large',
  'too-many-requests',
  'busy',
  'sold-out',
  'hold-lapsed',
  'too-many-held',
  'not-on-sale',
  'over-order-limit',
  'under-order-limit',
  'one-currency',
  'offer-differs',
  'promo-not-valid',
  'queue-first',
  'price-changed',
  'dispute-open',
  'not-open-to-buyers',
  'nothing-to-refund',
  'refund-too-much',
  'payments-inactive',
  'not-payable',
  'below-minimum',
  'currency-not-settled',
  'payment-refused',
  'payment-under-way',
  'paid-already',
  'guardian-missing',
  'guardian-ratio',
  'answer-missing',
  'answer-wrong',
  'birth-date-missing',
  'age-limit',
  'no-address',
  'wrong-state',
  'event-locked',
  'key-withdrawn',
  'pairing-unknown',
  'pairing-expired',
  'pairing-used',
  'station-revoked',
  'station-unsent',
  'protocol-too-old',
  'protocol-unknown',
  'journal-forked',
  'journal-gap',
  'allotment-closed',
  'undo-too-late',
  'override-not-allowed',
  'pin-wrong',
  'pin-locked',
  'storage-full',
  'storage-damaged',
  'cloud-unreachable',
  'cloud-garbled',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
export type RefusalFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;
  constructor(code: RefusalCode, facts: RefusalFacts) {
    super(`refused: ${code} ${JSON.stringify(facts)}`);
    this.code = code;
    this.facts = facts;
  }
}

export function refusal(code: RefusalCode, facts: RefusalFacts = {}): Refusal {
  return new Refusal(code, facts);
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}

/** What a pure plan returns when it may say no without throwing. */
export type Planned<T> =
  | { readonly kind: 'planned'; readonly plan: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The plan, or the refusal thrown so that the transaction around it rolls back. */
export function orRefuse<T>(planned: Planned<T>): T {
  if (planned.kind === 'refused') throw planned.refusal;
  return planned.plan;
}

import { limits } from '#shared/kernel/limits.ts';

/** What somebody chose: so many of each tier, by the tier's number, and the code they typed. It lives in the address alone. */
export type Cart = {
  readonly counts: ReadonlyMap<number, number>;
  readonly code: string;
  /** WL-5: the signed address of the offer these places come from, or nothing. */
  readonly offer: string;
};

/** `n1=2&n4=1&code=SPRING`, as the form of an event sends it. Nonsense is left out. */
export function readCart(query: URLSearchParams): Cart {
  const counts = new Map<number, number>();
  for (const [name, value] of query) {
    const number = /^n(\d{1,5})$/.exec(name)?.[1];
    const count = /^\d{1,3}$/.test(value) ? Math.min(Number(value), limits.ticketsPerOrderMax + 1) : 0;
    if (number !== undefined && count > 0 && counts.size < limits.tiersPerEventMax) counts.set(Number(number), count);
  }
  const code = (query.get('code') ?? '').replaceAll('\u0000', '').trim().slice(0, limits.codeTypedCharsMax);
  const offer = query.get('offer') ?? '';
  return { counts, code, offer: /^[\w-]{64}$/.test(offer) ? offer : '' };
}

/** The same as a query, in one spelling: it starts with `?` where there is anything to say. */
export function cartQuery(cart: Cart): string {
  const query = new URLSearchParams();
  for (const [number, count] of [...cart.counts].sort(([a], [b]) => a - b)) query.set(`n${number}`, String(count));
  if (cart.code !== '') query.set('code', cart.code);
  if (cart.offer !== '') query.set('offer', cart.offer);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

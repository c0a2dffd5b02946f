import { tellFault } from '../describe-fault.ts';

/** What a sweep over one account saw, what it put right, and what it cannot account for. */
export type ReconciliationReport = {
  readonly account: string;
  /** Told by the provider and never answered by us. */
  events: number;
  readonly seen: Sums;
  readonly repaired: Sums;
  readonly unexplained: Unexplained[];
  /** What the books say of the provider's balance, less what it is, where that is not the same. */
  readonly differences: { readonly currency: string; readonly minor: number }[];
};

export type Swept = 'payments' | 'refunds' | 'disputes' | 'lines';
type Sums = Record<Swept, number>;
export type Unexplained = { readonly what: Swept | 'events'; readonly id: string; readonly why: string };

export function emptyReport(account: string): ReconciliationReport {
  const none = (): Sums => ({ payments: 0, refunds: 0, disputes: 0, lines: 0 });
  return { account, events: 0, seen: none(), repaired: none(), unexplained: [], differences: [] };
}

/** A failure at one thing keeps the sweep from none of the others; it is shown with what cannot be explained. */
export async function orUnexplained(
  report: ReconciliationReport,
  what: Unexplained['what'],
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    report.unexplained.push({ what, id, why: tellFault(error) });
  }
}

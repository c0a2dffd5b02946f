import { asc, eq, sql } from 'drizzle-orm';
import type { OrgId } from '#shared/kernel/ids.ts';
import { ledgerPostings, paymentAccounts } from '../../db/tables/selling.ts';
import { type Db, type Tx, withTenant } from '../../db/with-tenant.ts';
import { isProviderError, type PaymentProvider } from '../payment-provider.ts';

export type AccountSum = { readonly account: string; readonly minor: number };
export type CurrencyBooks = {
  readonly currency: string;
  /** Every account that anything was ever posted to. */
  readonly accounts: readonly AccountSum[];
  readonly groups: number;
  /** What the provider says it holds, over all accounts of the organization; null when it was not asked. */
  readonly providerMinor: number | null;
  /** What our books say of it, less that. */
  readonly differenceMinor: number | null;
};
export type LedgerVerdict = {
  /** `unknown`: nothing is wrong in our books, and the provider, who was to be asked, did not say what it holds. */
  readonly kind: 'whole' | 'broken' | 'unknown';
  readonly currencies: readonly CurrencyBooks[];
  /** Groups that do not sum to zero: the database refuses them, so one here means it was got round. */
  readonly unbalanced: readonly string[];
  /** Why the provider did not say. */
  readonly silence: string | null;
};

/**
 * LE-1, LE-2: proves the books of one organization: every group sums to zero, all accounts together do, and what the ledger
 * believes to be at the provider is there to the cent.
 */
export async function verifyLedger(db: Db, orgId: OrgId, payments: PaymentProvider | null): Promise<LedgerVerdict> {
  const { sums, groups, unbalanced, accounts } = await withTenant(db, orgId, tx => load(tx, orgId), { readOnly: true });
  const { held, silence } = payments === null ? { held: null, silence: null } : await ask(payments, accounts);
  const currencies = [...new Set([...sums.map(row => row.currency), ...(held?.keys() ?? [])])].sort();
  const books = currencies.map((currency): CurrencyBooks => {
    const ours = sums.filter(row => row.currency === currency).map(({ account, minor }) => ({ account, minor }));
    const providerMinor = held === null ? null : (held.get(currency) ?? 0);
    const believed = ours.find(({ account }) => account === 'provider-balance')?.minor ?? 0;
    return {
      currency,
      accounts: ours,
      groups: groups.find(row => row.currency === currency)?.count ?? 0,
      providerMinor,
      differenceMinor: providerMinor === null ? null : believed - providerMinor,
    };
  });
  const whole =
    unbalanced.length === 0 &&
    books.every(({ accounts: all, differenceMinor }) => sumOf(all) === 0 && (differenceMinor ?? 0) === 0);
  const kind = whole ? (silence === null ? 'whole' : 'unknown') : 'broken';
  return { kind, currencies: books, unbalanced, silence };
}

export function sumOf(accounts: readonly AccountSum[]): number {
  return accounts.reduce((sum, { minor }) => sum + minor, 0);
}

async function load(tx: Tx, orgId: OrgId) {
  const mine = eq(ledgerPostings.orgId, orgId);
  const sums = await tx
    .select({
      currency: ledgerPostings.currency,
      account: ledgerPostings.account,
      minor: sql`sum(${ledgerPostings.amountMinor})`.mapWith(Number),
    })
    .from(ledgerPostings)
    .where(mine)
    .groupBy(ledgerPostings.currency, ledgerPostings.account)
    .orderBy(asc(ledgerPostings.currency), asc(ledgerPostings.account));
  const groups = await tx
    .select({
      currency: ledgerPostings.currency,
      count: sql`count(distinct ${ledgerPostings.cause})`.mapWith(Number),
    })
    .from(ledgerPostings)
    .where(mine)
    .groupBy(ledgerPostings.currency);
  const unbalanced = await tx
    .select({ cause: ledgerPostings.cause })
    .from(ledgerPostings)
    .where(mine)
    .groupBy(ledgerPostings.cause, ledgerPostings.currency)
    .having(sql`sum(${ledgerPostings.amountMinor}) <> 0`)
    .orderBy(asc(ledgerPostings.cause));
  const accounts = await tx
    .select({ account: paymentAccounts.providerAccount })
    .from(paymentAccounts)
    .where(eq(paymentAccounts.orgId, orgId));
  return {
    sums,
    groups,
    unbalanced: unbalanced.map(({ cause }) => cause),
    accounts: accounts.map(({ account }) => account),
  };
}

async function ask(payments: PaymentProvider, accounts: readonly string[]) {
  const held = new Map<string, number>();
  try {
    for (const account of accounts)
      for (const [currency, minor] of await payments.balance(account))
        held.set(currency, (held.get(currency) ?? 0) + minor);
    return { held, silence: null };
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return { held: null, silence: error.message };
  }
}

import type { OrgId } from '#shared/kernel/ids.ts';
import { currencyExponent } from '#shared/kernel/money.ts';
import { type LedgerVerdict, sumOf } from './verify-ledger.ts';

/** A verdict in lines to print: each account with what stands on it, what the provider holds, and what differs. */
export function describeBooks(orgId: OrgId, verdict: LedgerVerdict): readonly string[] {
  const lines = [`${orgId}  ${verdict.kind === 'whole' ? 'whole' : verdict.kind.toUpperCase()}`];
  if (verdict.silence !== null) lines.push(`  the provider could not be asked: ${verdict.silence}`);
  for (const { currency, accounts, groups, providerMinor, differenceMinor } of verdict.currencies) {
    const row = (what: string, minor: number) =>
      `  ${what.padEnd(44)}${amount(minor, currency).padStart(18)} ${currency}`;
    lines.push(...accounts.map(({ account, minor }) => row(account, minor)));
    lines.push(row(`sum of all accounts, over ${groups} movements`, sumOf(accounts)));
    if (providerMinor !== null) lines.push(row('the provider’s own balance', providerMinor));
    if (differenceMinor !== null) lines.push(row('our provider-balance less that', differenceMinor));
  }
  lines.push(...verdict.unbalanced.map(cause => `  UNBALANCED  ${cause}`));
  return lines;
}

function amount(minor: number, currency: string): string {
  const digits = currencyExponent(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

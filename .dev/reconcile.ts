import { randomBytes } from 'node:crypto';
import { mintId, type OrgId } from '#shared/kernel/ids.ts';
import { instantFromMs, isMoment, parseInstant } from '#shared/kernel/instant.ts';
import { createKeyVault } from '../cloud/gateways/key-vault/create-key-vault.ts';
import { masterKey } from '../cloud/gateways/key-vault/master-key.ts';
import { createStripeProvider } from '../cloud/gateways/stripe/create-stripe-provider.ts';
import { tellFault } from '../cloud/services/describe-fault.ts';
import { listOrgIds } from '../cloud/services/organizations/list-org-ids.ts';
import { reconcile } from '../cloud/services/reconciliation/reconcile.ts';
import type { ReconciliationReport } from '../cloud/services/reconciliation/reconciliation-report.ts';
import { cloudOf } from './command/cloud-of.ts';
import { endPlainly } from './command/end-plainly.ts';
import { goOn } from './command/go-on.ts';
import { parseFlags } from './command/parse-flags.ts';

/**
 * `npm run reconcile [-- --since=2026-11-01T00:00:00Z]`: what the payment provider has against what we have, for every
 * organization. Puts right what lost webhooks left, and lists what it cannot explain; exit code 1 then, and
 * when an organization cannot be compared, which keeps none of the others from its turn. It may be run at any
 * time, also beside a cloud that is at work.
 */
endPlainly();
const { since } = parseFlags({ options: { since: { type: 'string' } } }).values;
if (since !== undefined && !isMoment(since)) throw new Error('--since is a moment such as 2026-11-01T00:00:00Z.');
const { db, config: configOf, stop } = await cloudOf(process.env);
const config = configOf();
if (config.stripe === null) throw new Error('STRIPE_SECRET_KEY is not set: there are no books to compare with.');
const payments = createStripeProvider({ ...config.stripe, now: Date.now });
const keyVault = createKeyVault({ masterKey: masterKey(config), randomBytes });
let open = 0;
try {
  row('account', 'events', 'payments', 'refunds', 'disputes', 'lines', 'put right', 'open');
  const reconcileOne = async (orgId: OrgId) => {
    const requestId = mintId('RequestId', randomBytes);
    const now = instantFromMs(Date.now());
    const actor = { kind: 'system', job: 'reconcile' } as const;
    const reports = await reconcile(
      { db, now, randomBytes, requestId, orgId, actor },
      { payments, keyVault, log: () => {} },
      since === undefined ? {} : { since: parseInstant(since) },
    );
    for (const report of reports) show(report);
  };
  const failed = await goOn(await listOrgIds(db), reconcileOne, (orgId, error) =>
    console.log(`  FAILED  ${orgId}: ${tellFault(error)}`),
  );
  if (failed > 0) console.log(`${failed} organizations could not be compared to the end; the others were.`);
  open += failed;
  console.log(open === 0 ? 'The books are the provider’s.' : `${open} things that nobody can explain yet.`);
} finally {
  await stop();
}
process.exitCode = open === 0 ? 0 : 1;

function show({ account, events, seen, repaired, unexplained, differences }: ReconciliationReport): void {
  open += unexplained.length + differences.length;
  const right = repaired.payments + repaired.refunds + repaired.disputes + repaired.lines;
  row(account, events, seen.payments, seen.refunds, seen.disputes, seen.lines, right, unexplained.length);
  for (const { what, id, why } of unexplained) console.log(`  OPEN  ${what} ${id}: ${why}`);
  for (const { currency, minor } of differences)
    console.log(`  DIFFERS  our balance at the provider less theirs: ${minor} ${currency} (minor units)`);
}

function row(...cells: readonly (string | number)[]): void {
  console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(10))).join(''));
}

import { createStripeProvider } from '../cloud/gateways/stripe/create-stripe-provider.ts';
import { describeBooks } from '../cloud/services/ledger/describe-books.ts';
import { summarizeBooks } from '../cloud/services/ledger/summarize-books.ts';
import { type LedgerVerdict, verifyLedger } from '../cloud/services/ledger/verify-ledger.ts';
import { listOrgIds } from '../cloud/services/organizations/list-org-ids.ts';
import { cloudOf } from './command/cloud-of.ts';
import { endPlainly } from './command/end-plainly.ts';
import { parseFlags } from './command/parse-flags.ts';

/**
 * `npm run ledger:verify`: the trial balance of every organization, the proof that each group and all accounts together sum to
 * zero, and the difference to what the payment provider holds, which is zero. Exit code 1 when anything differs; 2 when nothing
 * does, but a provider that should be asked did not answer.
 */
endPlainly();
parseFlags({ options: {} });
const { db, config: configOf, stop } = await cloudOf(process.env);
const config = configOf();
const payments = config.stripe === null ? null : createStripeProvider({ ...config.stripe, now: Date.now });
const verdicts: LedgerVerdict['kind'][] = [];
try {
  for (const orgId of await listOrgIds(db)) {
    const verdict = await verifyLedger(db, orgId, payments);
    for (const line of describeBooks(orgId, verdict)) console.log(line);
    verdicts.push(verdict.kind);
  }
  if (payments === null) console.log('No provider is configured: its balance was not asked for.');
  const { sentence, exitCode } = summarizeBooks(verdicts);
  console.log(sentence);
  process.exitCode = exitCode;
} finally {
  await stop();
}

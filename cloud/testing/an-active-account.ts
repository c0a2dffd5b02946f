import type { TestApp, TestOrg } from './app.ts';

/** PY-5: the organization may take money, as far as our own tables know. Where money is really asked for, see `sellingCloud`. */
export async function anActiveAccount(cloud: TestApp, org: TestOrg): Promise<void> {
  const account = `acct_${org.slug}`;
  await cloud.root.query(
    'insert into app.payment_account_directory (provider_account, org_id, livemode) values ($1, $2, false)',
    [account, org.orgId],
  );
  await cloud.root.query(
    `insert into app.payment_accounts (org_id, provider_account, livemode, card_payments, connected_at, updated_at)
     values ($1, $2, false, 'active', $3, $3)`,
    [org.orgId, account, cloud.clock.now],
  );
}

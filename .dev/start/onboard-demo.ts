import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { mintId, type OrgId } from '#shared/kernel/ids.ts';
import { instantFromMs } from '#shared/kernel/instant.ts';
import { createStripeProvider } from '../../cloud/gateways/stripe/create-stripe-provider.ts';
import type { Ctx } from '../../cloud/services/ctx.ts';
import { listOrgIds } from '../../cloud/services/organizations/list-org-ids.ts';
import { connectAccount } from '../../cloud/services/payments/connect-account.ts';
import { followAccount } from '../../cloud/services/payments/follow-account.ts';
import type { Database } from './database.ts';

/** Opens an account in the simulation for every organization, with all papers in order, so that the demo sells at once. */
export async function onboardDemo(database: Database, address: string): Promise<void> {
  const db = new Pool({ connectionString: database.url('foyer_app'), max: 2 });
  db.on('error', () => {});
  try {
    const payments = createStripeProvider({
      secretKey: 'sk_test_simulated',
      publishableKey: 'pk_test_simulated',
      webhookSecrets: { snapshot: [], thin: [] },
      base: new URL(address),
      now: Date.now,
    });
    const ctx = (orgId: OrgId): Ctx => ({
      db,
      now: instantFromMs(Date.now()),
      randomBytes,
      requestId: mintId('RequestId', randomBytes),
      orgId,
      actor: { kind: 'system', job: 'onboard-demo' },
    });
    for (const orgId of await listOrgIds(db)) {
      const connected = await connectAccount(ctx(orgId), payments, { email: 'office@foyer.example.test' });
      if (connected.cardPayments === 'active') continue;
      const { account } = connected;
      await fetch(`${address}/_simulator/capability`, {
        method: 'POST',
        body: JSON.stringify({ account, status: 'active' }),
      });
      await followAccount(ctx(orgId), payments, account);
    }
  } finally {
    await db.end();
  }
}

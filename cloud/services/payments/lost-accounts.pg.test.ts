import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { sellingCloud } from '../../testing/selling-cloud.ts';
import { reconcile } from '../reconciliation/reconcile.ts';
import { connectAccount } from './connect-account.ts';
import { getPaymentAccount } from './get-payment-account.ts';

const shop = await sellingCloud(await testDatabase());
afterAll(() => shop[Symbol.asyncDispose]());
const { cloud, payments } = shop;
const ctx = () => cloud.ctx(cloud.a);
const office = { email: 'office@example.org' };
const accounts = async () => {
  const { rows } = await cloud.root.query(
    'select provider_account as account, card_payments as may from app.payment_accounts where org_id = $1 order by connected_at, provider_account = $2 desc',
    [cloud.a.orgId, shop.account],
  );
  return rows as { account: string; may: string }[];
};

describe('an account that is there no more', () => {
  test('[PY-10] taken away from us, it counts as closed, its sale is shut, and the next account can be connected', async () => {
    const waiting = await shop.place(await shop.aSale());
    await shop.act('deauthorize', {});
    await shop.deliver();
    const { rows } = await cloud.root.query(
      `select state, attempts, error from app.provider_events where type = 'account.application.deauthorized'`,
    );
    expect(rows).toEqual([{ state: 'done', attempts: 1, error: null }]);
    expect(await accounts()).toEqual([{ account: shop.account, may: 'closed' }]);
    await expect(shop.start(waiting)).rejects.toMatchObject({
      code: 'payments-inactive',
      facts: { cardPayments: 'none' },
    });
    await expect(getPaymentAccount(ctx(), payments)).rejects.toMatchObject({ code: 'not-found' });
    const next = await connectAccount(ctx(), payments, office);
    expect(next).toMatchObject({ cardPayments: 'pending' });
    expect((await connectAccount(ctx(), payments, office)).account).toBe(next.account);
    await shop.act('capability', { account: next.account, status: 'active' });
    await shop.deliver();
    expect(await accounts()).toEqual([
      { account: shop.account, may: 'closed' },
      { account: next.account, may: 'active' },
    ]);
    expect((await shop.start(waiting)).account).toBe(next.account);
  });

  test('[PY-10] [LE-2] reconciliation shows it, and goes on with the others; the books say that the provider is silent on it', async () => {
    const [lost, next] = await accounts();
    const system = cloud.ctx(cloud.a, { kind: 'system', job: 'reconcile' });
    const reports = await reconcile(system, { ...shop.settleDeps, log: () => {} });
    expect(reports.map(({ account, unexplained }) => [account, unexplained.length])).toEqual([
      [lost?.account, 1],
      [next?.account, 0],
    ]);
    expect((await shop.books())[0]).toBe('unknown');
  });

  test('[PY-10] lost without a word, it is found out by who asks; closed at the provider, another takes its place', async () => {
    const [, second] = await accounts();
    await shop.act('close-account', { account: second?.account });
    await shop.deliver();
    const third = await connectAccount(ctx(), payments, office);
    await shop.act('deauthorize', { account: third.account });
    // With a key of the other mode nobody sees it either, and it is closed by nobody.
    await expect(getPaymentAccount(ctx(), { ...payments, livemode: true })).rejects.toThrow('its standing is kept');
    expect((await accounts()).map(({ may }) => may)).toEqual(['closed', 'closed', 'pending']);
    await expect(getPaymentAccount(ctx(), payments)).rejects.toMatchObject({ code: 'not-found' });
    expect((await accounts()).map(({ may }) => may)).toEqual(['closed', 'closed', 'closed']);
    const fourth = await connectAccount(ctx(), payments, office);
    expect(new Set((await accounts()).map(({ account }) => account)).size).toBe(4);
    expect(fourth.cardPayments).toBe('pending');
  });
});

import { expect, test } from 'vitest';
import { idFromBytes } from '#shared/kernel/ids.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { testApp } from '../../testing/app.ts';
import { testDatabase } from '../../testing/database.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { describeBooks } from './describe-books.ts';
import { postMovement } from './post-movement.ts';
import { verifyLedger } from './verify-ledger.ts';

const cloud = await testApp(await testDatabase());
const { orgId } = cloud.a;
const ctx = cloud.ctx(cloud.a);
const orderId = idFromBytes('OrderId', new Uint8Array(16).fill(1));
const sale = { kind: 'sale', orderId, parts: { ticketMinor: 2_000, feeMinor: 100, taxMinor: 420 } } as const;
const post = (movement: Parameters<typeof postMovement>[2]) =>
  withTenant(cloud.deps.db, orgId, tx => postMovement(tx, ctx, movement, { currency: 'EUR', orderId }));

test('[LE-1] a cause posts once, however many ask at the same moment; with other sums it is a fault', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(sale)));
  expect(answers.filter(answer => answer === 'posted')).toHaveLength(1);
  await expect(post({ ...sale, parts: { ...sale.parts, taxMinor: 1 } })).rejects.toThrow('told again');
  await post({ kind: 'payment', paymentId: 'pay_1', tender: 'provider', minor: 2_520, roundingMinor: 0 });
  const { rows } = await cloud.root.query('select count(*)::int as groups from app.ledger_groups');
  expect(rows).toEqual([{ groups: 2 }]);
});

test('[LE-1] the database refuses a group that does not sum to zero, and any change of what was booked', async () => {
  const crooked = withTenant(cloud.deps.db, orgId, async tx => {
    await postMovement(tx, ctx, { ...sale, orderId: 'ord_2' }, { currency: 'EUR' });
    await tx.execute(
      `insert into app.ledger_postings (org_id, cause, line, account, amount_minor, currency) values ('${orgId}', 'sale:ord_2', 9, 'tax', 1, 'EUR')`,
    );
  });
  await expect(crooked).rejects.toThrow(/does not sum to zero/);
  await expect(cloud.root.query('update app.ledger_postings set amount_minor = 1')).rejects.toThrow(/append-only/);
  await expect(cloud.root.query('delete from app.ledger_groups')).rejects.toThrow(/append-only/);
});

test('[LE-1] a trial balance that is whole says so; a cent at the provider that is not in the books is found', async () => {
  await cloud.root.query(
    `insert into app.payment_accounts (org_id, provider_account, livemode, connected_at, updated_at) values ($1, 'acct_1', false, $2, $2)`,
    [orgId, cloud.clock.now],
  );
  const holding = (minor: number) => ({ balance: async () => new Map([['EUR', minor]]) }) as unknown as PaymentProvider;
  const whole = await verifyLedger(cloud.deps.db, orgId, holding(2_520));
  expect(describeBooks(orgId, whole).map(line => line.trim().replaceAll(/ +/g, ' '))).toEqual([
    `${orgId} whole`,
    'buyer 0.00 EUR',
    'provider-balance 25.20 EUR',
    'service-fees -1.00 EUR',
    'tax -4.20 EUR',
    'ticket-sales -20.00 EUR',
    'sum of all accounts, over 2 movements 0.00 EUR',
    'the provider’s own balance 25.20 EUR',
    'our provider-balance less that 0.00 EUR',
  ]);
  const short = await verifyLedger(cloud.deps.db, orgId, holding(2_521));
  expect([short.kind, short.currencies.map(({ differenceMinor }) => differenceMinor)]).toEqual(['broken', [-1]]);
  const foreign = { balance: async () => new Map([['USD', 5]]) } as unknown as PaymentProvider;
  expect((await verifyLedger(cloud.deps.db, orgId, foreign)).kind).toBe('broken');
});

test('[LE-1] a group that was brought past the guard is named', async () => {
  await cloud.root.query('alter table app.ledger_postings disable trigger user');
  await cloud.root.query(
    `insert into app.ledger_postings (org_id, cause, line, account, amount_minor, currency) values ($1, $2, 9, 'tax', 1, 'EUR')`,
    [orgId, `sale:${orderId}`],
  );
  const verdict = await verifyLedger(cloud.deps.db, orgId, null);
  expect([verdict.kind, verdict.unbalanced]).toEqual(['broken', [`sale:${orderId}`]]);
});

import type Stripe from 'stripe';
import type { PaymentProvider, ProviderAccount } from '../../services/payment-provider.ts';
import { told } from './stripe-errors.ts';

const include: Stripe.V2.Core.AccountRetrieveParams = { include: ['configuration.merchant', 'requirements'] };

/** Connected accounts, Accounts v2: the organization is the merchant and bears its own refunds and disputes. */
export function stripeAccounts(stripe: Stripe): Pick<PaymentProvider, 'openAccount' | 'account' | 'accountLink'> {
  return {
    openAccount: org =>
      told(async () =>
        readAccount(
          await stripe.v2.core.accounts.create(
            {
              contact_email: org.email,
              display_name: org.name,
              dashboard: 'full',
              configuration: { merchant: { capabilities: { card_payments: { requested: true } } } },
              defaults: { responsibilities: { fees_collector: 'stripe', losses_collector: 'stripe' } },
              metadata: { org: org.orgId },
              ...include,
            },
            { idempotencyKey: `account:${org.orgId}` },
          ),
        ),
      ),
    account: account => told(async () => readAccount(await stripe.v2.core.accounts.retrieve(account, include))),
    accountLink: (account, urls) =>
      told(async () => {
        const link = await stripe.v2.core.accountLinks.create({
          account,
          use_case: {
            type: 'account_onboarding',
            account_onboarding: { refresh_url: urls.refresh, return_url: urls.back },
          },
        });
        return link.url;
      }),
  };
}

function readAccount(account: Stripe.V2.Core.Account): ProviderAccount {
  const status = account.configuration?.merchant?.capabilities?.card_payments?.status;
  return {
    account: account.id,
    livemode: account.livemode,
    cardPayments:
      account.closed === true
        ? 'closed'
        : status === 'active'
          ? 'active'
          : status === 'restricted' || status === 'unsupported'
            ? 'restricted'
            : 'pending',
    requirements: (account.requirements?.entries ?? []).map(entry => entry.description),
  };
}

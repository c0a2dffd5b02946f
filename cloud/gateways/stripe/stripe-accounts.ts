import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import type { PaymentProvider, ProviderAccount } from '../../services/payment-provider.ts';
import { providerError, told } from './stripe-errors.ts';
import { stripeMinimum } from './stripe-minimum.ts';

type NewAccount = Parameters<PaymentProvider['openAccount']>[0];

const include: Stripe.V2.Core.AccountRetrieveParams = {
  include: ['configuration.merchant', 'defaults', 'requirements'],
};

/** Connected accounts, Accounts v2: the organization is the merchant and bears its own refunds and disputes. */
export function stripeAccounts(stripe: Stripe): Pick<PaymentProvider, 'openAccount' | 'account' | 'accountLink'> {
  return {
    openAccount: org =>
      told(async () => {
        const asked = accountAsked(org);
        return readAccount(await stripe.v2.core.accounts.create(asked, { idempotencyKey: keyOf(org, asked) }));
      }),
    account: account => nullWhenLost(async () => readAccount(await stripe.v2.core.accounts.retrieve(account, include))),
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

function accountAsked({ orgId, name, email, currency }: NewAccount): Stripe.V2.Core.AccountCreateParams {
  return {
    contact_email: email,
    display_name: name,
    dashboard: 'full',
    configuration: { merchant: { capabilities: { card_payments: { requested: true } } } },
    defaults: {
      currency: currency.toLowerCase(),
      responsibilities: { fees_collector: 'stripe', losses_collector: 'stripe' },
    },
    metadata: { org: orgId },
    ...include,
  };
}

/** Of what is asked as well: under a key that it knows, the provider refuses every other request for as long as it remembers. */
function keyOf({ orgId, earlier }: NewAccount, asked: Stripe.V2.Core.AccountCreateParams): string {
  const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return `account:${orgId}:${earlier}:${hash.slice(0, 32)}`;
}

/** What the provider says of an account that is no longer connected to us, or is not there; and of one that a key of the other mode asks for. */
const lostCodes: readonly string[] = ['account_invalid', 'resource_missing', 'not_found'];

async function nullWhenLost<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && lostCodes.includes(error.code ?? '')) return null;
    throw providerError(error);
  }
}

function readAccount(account: Stripe.V2.Core.Account): ProviderAccount {
  const status = account.configuration?.merchant?.capabilities?.card_payments?.status;
  const currency = account.defaults?.currency?.toUpperCase() ?? null;
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
    currency,
    minimumMinor: currency === null ? 0 : stripeMinimum(currency),
    requirements: (account.requirements?.entries ?? []).map(entry => entry.description),
  };
}

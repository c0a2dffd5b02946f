import path from 'node:path';
import type { Ports } from './processes.ts';

/** The third parties that no account was configured for, and that are simulated on this machine instead. */
export type Simulated = { readonly payments: boolean; readonly mail: boolean };

export function simulatedHere(env: NodeJS.ProcessEnv): Simulated {
  return { payments: !env.STRIPE_SECRET_KEY, mail: !env.POSTMARK_SERVER_TOKEN };
}

const snapshotSecret = 'whsec_simulated_snapshot';
const thinSecret = 'whsec_simulated_thin';
const mailToken = 'simulated-mail-token';
const mailCredentials = 'simulation:caught-on-this-machine';

export function paymentsAddress(ports: Ports): string {
  return `http://127.0.0.1:${ports.payments}`;
}

export function mailAddress(ports: Ports): string {
  return `http://127.0.0.1:${ports.mail}`;
}

/** Keys that no account anywhere answers to, and where the simulations are. */
export function simulatedEnvironment(simulated: Simulated, ports: Ports): NodeJS.ProcessEnv {
  return {
    ...(simulated.payments
      ? {
          STRIPE_SECRET_KEY: 'sk_test_simulated',
          STRIPE_PUBLISHABLE_KEY: 'pk_test_simulated',
          STRIPE_WEBHOOK_SECRETS: snapshotSecret,
          STRIPE_THIN_WEBHOOK_SECRETS: thinSecret,
          INTEGRATION_STRIPE_BASE: paymentsAddress(ports),
        }
      : {}),
    ...(simulated.mail
      ? {
          POSTMARK_SERVER_TOKEN: mailToken,
          POSTMARK_WEBHOOK_CREDENTIALS: mailCredentials,
          FOYER_MAIL_FROM: 'tickets@foyer.example.test',
          INTEGRATION_POSTMARK_BASE: mailAddress(ports),
        }
      : {}),
  };
}

/** What the payments' simulation is started with: both of the cloud's endpoints, and a file in which its world lives on. */
export function paymentsArguments(root: string, dataDir: string, ports: Ports): string[] {
  const hook = (kind: 'snapshot' | 'thin') => `http://127.0.0.1:${ports.cloud}/webhooks/stripe/${kind}`;
  const endpoints = [
    { url: hook('snapshot'), secret: snapshotSecret, connect: true, thin: false },
    { url: hook('thin'), secret: thinSecret, connect: false, thin: true },
  ];
  return [
    path.join(root, 'fixtures/simulators/stripe/serve.ts'),
    String(ports.payments),
    path.join(dataDir, 'stripe-contract'),
    JSON.stringify(endpoints),
    path.join(dataDir, 'payments-world.json'),
  ];
}

export function mailArguments(root: string, ports: Ports): string[] {
  return [
    path.join(root, 'fixtures/simulators/postmark/serve.ts'),
    String(ports.mail),
    mailToken,
    `http://127.0.0.1:${ports.cloud}/webhooks/postmark`,
    mailCredentials,
  ];
}

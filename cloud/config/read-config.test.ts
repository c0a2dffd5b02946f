import { expect, test } from 'vitest';
import { readConfig } from './read-config.ts';

const complete = {
  FOYER_PUBLIC_URL: 'http://localhost:4700',
  FOYER_SECRET: 'x'.repeat(32),
  FOYER_APP_DATABASE_URL: 'postgres://foyer_app@localhost/foyer',
  FOYER_AUTH_DATABASE_URL: 'postgres://foyer_auth@localhost/foyer',
  FOYER_WORKER_DATABASE_URL: 'postgres://foyer_worker@localhost/foyer',
};

test('a complete environment becomes one frozen value', () => {
  const config = readConfig(complete);
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4700 });
  expect(config.origins).toEqual(['http://localhost:4700', 'http://127.0.0.1:4700']);
  expect(Object.isFrozen(config)).toBe(true);
});

test('every variable that is missing or wrong is named', () => {
  const wrong = { ...complete, FOYER_SECRET: 'too short', FOYER_APP_DATABASE_URL: undefined };
  expect(() => readConfig(wrong)).toThrow(
    /FOYER_SECRET: expected at least 32 characters.*FOYER_APP_DATABASE_URL: this is missing/s,
  );
});

test('a payment provider is configured whole or not at all', () => {
  expect(readConfig(complete).stripe).toBeNull();
  const key = { ...complete, STRIPE_SECRET_KEY: 'sk_test_simulated' };
  expect(() => readConfig(key)).toThrow(/STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRETS, STRIPE_THIN_WEBHOOK_SECRETS/);
  const whole = {
    ...key,
    STRIPE_PUBLISHABLE_KEY: 'pk_test_simulated',
    STRIPE_WEBHOOK_SECRETS: 'whsec_old, whsec_new',
    STRIPE_THIN_WEBHOOK_SECRETS: 'whsec_thin',
    INTEGRATION_STRIPE_BASE: 'http://127.0.0.1:4703',
  };
  expect(readConfig(whole).stripe).toMatchObject({
    webhookSecrets: { snapshot: ['whsec_old', 'whsec_new'], thin: ['whsec_thin'] },
    base: new URL('http://127.0.0.1:4703'),
  });
});

test('a public address has one origin', () => {
  expect(readConfig({ ...complete, FOYER_PUBLIC_URL: 'https://tickets.example' }).origins).toEqual([
    'https://tickets.example',
  ]);
});

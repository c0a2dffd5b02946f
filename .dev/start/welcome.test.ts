import { expect, test } from 'vitest';
import { welcome } from './welcome.ts';

const facts = {
  ports: { cloud: 4700, station: 4701, payments: 4702, mail: 4703 },
  simulated: { payments: true, mail: false },
  shown: { kind: 'address', address: 'http://127.0.0.1:4701/?window=abc', because: 'this machine has no display' },
  signIns: [
    { who: 'Station, Ada', pin: '1111' },
    { who: 'Theatre, owner', email: 'owner@theatre.test', password: 'secret' },
    { who: 'admin', email: 'admin@foyer.test', password: 'secret' },
  ],
  where: 'Postgres in .data/postgres',
  keys: true,
} as const;

test('one line per address, the sign-ins under each other, and what to press', () => {
  const lines = welcome(facts);
  expect(lines.join('\n')).toMatch(/^ {2}Station +http:\/\/127\.0\.0\.1:4701\/\?window=abc$/m);
  expect(lines.join('\n')).toMatch(/^ {2}Shop, Theater am Ring +http:\/\/localhost:4700\/o\/theater-am-ring$/m);
  expect(lines).toContain('  Station, Ada    PIN 1111');
  expect(lines).toContain('  Theatre, owner  owner@theatre.test  secret');
  expect(lines).toContain('  admin           admin@foyer.test    secret');
  expect(lines.at(-1)).toContain('Press u to unplug the cloud');
});

test('without a window it says why and what is the window instead', () => {
  expect(welcome(facts).join('\n')).toContain(
    'Electron is not here (this machine has no display): open the station’s address',
  );
  expect(welcome({ ...facts, shown: { kind: 'window' } }).join('\n')).not.toContain('Electron is not here');
});

test('what is simulated says so, and what is not is not mentioned', () => {
  const text = welcome(facts).join('\n');
  expect(text).toContain('http://127.0.0.1:4702  (a simulation: no money moves)');
  expect(text).not.toContain('4703');
});

test('where nobody can press keys none are offered', () => {
  expect(welcome({ ...facts, keys: false }).at(-1)).toBe('Ctrl-C stops everything.');
});

import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { afterAll, expect, test } from 'vitest';
import type { OrgId } from '#shared/kernel/ids.ts';
import { createGate } from './create-gate.ts';
import { roomsOf } from './whose-rooms.ts';

const db = new Pool();
const most = 3;
const gate = createGate(db, { most, msMax: 600_000 });
const org = (letter: string) => `org_${letter.repeat(26)}` as OrgId;
roomsOf(db).found('/o/alpha', '', org('A'));
roomsOf(db).found('/o/beta', '', org('B'));

/** Requests that were let in and wait for their answer. */
const inside: { readonly url: string; readonly answer: () => void; readonly made: () => void }[] = [];
const seen = { arrived: 0, gone: 0 };
let changed = (): void => {};
const gated = gate.before((incoming, outgoing) => {
  inside.push({
    url: incoming.url ?? '',
    answer: () => outgoing.end(),
    made: () => gate.answered({ incoming }),
  });
  changed();
});
const server = createServer((incoming, outgoing) => {
  seen.arrived += 1;
  outgoing.once('close', () => {
    seen.gone += 1;
    changed();
  });
  gated(incoming, outgoing);
  changed();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const { port } = server.address() as AddressInfo;

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise<void>(resolve => (changed = resolve));
};
/** Answers once the server has heard of it. */
const ask = async (path: string) => {
  const before = seen.arrived;
  const asked = request({ host: '127.0.0.1', port, path, agent: false });
  asked.on('error', () => {});
  asked.on('response', response => response.resume());
  asked.end();
  await until(() => seen.arrived > before);
  return asked;
};

test('[IN-10] a full house waits before the gate: who was answered lets the next in, who left is passed by, others walk through', async () => {
  for (let n = 0; n < most; n += 1) await ask('/o/alpha/in');
  expect(inside).toHaveLength(most);
  const gone = await ask('/o/alpha/gone');
  await ask('/o/alpha/next');
  await ask('/o/alpha/last');
  expect(inside).toHaveLength(most);
  await ask('/o/beta/other');
  await ask('/o/nowhere/other');
  await until(() => inside.length === most + 2);
  gone.destroy();
  await until(() => seen.gone === 1);
  inside[0]?.answer();
  // Its answer is made; it may stream for as long as it likes.
  inside[1]?.made();
  await until(() => inside.length === most + 4);
  expect(inside.slice(-2).map(({ url }) => url)).toEqual(['/o/alpha/next', '/o/alpha/last']);
  for (const { answer } of inside) answer();
  await until(() => seen.gone === seen.arrived);
});

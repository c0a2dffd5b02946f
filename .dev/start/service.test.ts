import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cloudPlug } from './plug.ts';
import { Service } from './service.ts';

const home = mkdtempSync(path.join(tmpdir(), 'foyer-service-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const quiet = { note: () => {}, forget: () => {}, end: () => {} };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function service(name: string, script: string, port: number | undefined, onCrash = (_: string) => {}, onSay = onCrash) {
  const entry = path.join(home, `${name}.mjs`);
  writeFileSync(entry, script);
  const logFile = path.join(home, `${name}.log`);
  const rest = { cwd: home, env: { ...process.env, PORT: String(port) }, logFile, running: quiet, onCrash, onSay };
  return new Service({
    name,
    command: process.execPath,
    args: [entry],
    ...rest,
    ...(port === undefined ? {} : { port }),
  });
}

const listening =
  "import net from 'node:net'; console.log('up'); net.createServer(s => s.end()).listen(+process.env.PORT, '127.0.0.1');";

test('a service is up once its port answers, and can be stopped and started again', async () => {
  const cloud = service('cloud', listening, await freePort());
  const worker = service('worker', 'setInterval(() => {}, 1000)', undefined);
  await Promise.all([cloud.start(), worker.start()]);
  const said: string[] = [];
  const plug = cloudPlug(cloud, worker, sentence => said.push(sentence));
  await plug();
  expect([cloud.isUp, worker.isUp]).toEqual([false, false]);
  await plug();
  expect([cloud.isUp, worker.isUp]).toEqual([true, true]);
  expect(said.map(sentence => sentence.split('.')[0])).toEqual([
    'The cloud is unplugged',
    'The cloud is plugged in again',
  ]);
  await plug();
});

test('a service that does not come up tells the end of its log', async () => {
  const broken = service('broken', "console.error('FOYER_SECRET is missing'); process.exit(1)", await freePort());
  await expect(broken.start()).rejects.toThrow(/The broken did not start.*FOYER_SECRET is missing/s);
});

test('a service that ends by itself is told of, one that was stopped is not', async () => {
  const port = await freePort();
  const crash = Promise.withResolvers<string>();
  const script = `${listening} process.on('SIGUSR2', () => process.exit(3));`;
  const fragile = service('fragile', script, port, crash.resolve);
  await fragile.start();
  const pid = fragile.pid ?? 0;
  process.kill(pid, 'SIGUSR2');
  expect(await crash.promise).toContain('The fragile ended by itself (exit 3)');
  expect(readFileSync(path.join(home, 'fragile.log'), 'utf8')).toBe('up\n');
});

test('what a service has to say to whoever sits at the console is told', async () => {
  const said = Promise.withResolvers<string>();
  const script = `${listening} process.send({ other: 1 }); process.send({ say: 'They disagree.' });`;
  const talking = service('talking', script, await freePort(), undefined, said.resolve);
  await talking.start();
  expect(await said.promise).toBe('They disagree.');
  await talking.stop();
});

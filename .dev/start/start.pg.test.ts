import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { processIdentity } from './process-identity.ts';

// `npm start` as a newcomer has it, on ports and in a data folder of its own.

const root = path.resolve(import.meta.dirname, '../..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-start-'));
const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await Promise.all(started.map(child => ended(child)));
  rmSync(dataDir, { recursive: true, force: true });
});

/** Below those that the system gives to whoever asks for any, so that nobody is given one of them meanwhile. */
async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let port = 20_000 + (process.pid % 10_000); ports.length < count; port += 1)
    if (await isFree(port)) ports.push(port);
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise(resolve => child.once('exit', code => resolve(code)));
}

/** Starts, and resolves when the output says so; rejects with the output when it ends before. */
function start(ports: readonly number[], said: RegExp) {
  const env = {
    ...process.env,
    DATABASE_URL: '',
    FOYER_DATA_DIR: dataDir,
    FOYER_CLOUD_PORT: String(ports[0]),
    FOYER_STATION_PORT: String(ports[1]),
    FOYER_PAYMENTS_PORT: String(ports[2]),
    FOYER_MAIL_PORT: String(ports[3]),
  };
  const script = path.join(root, '.dev/start/main.ts');
  const child = spawn(process.execPath, [script, '--no-window'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  started.push(child);
  const output = new Promise<string>((resolve, reject) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', chunk => {
        text += chunk;
        if (said.test(text)) resolve(text);
      });
    child.on('exit', () => reject(new Error(`ended before it said ${said}:\n${text}`)));
  });
  return { child, output };
}

const knownProcesses = (): { name: string; pid: number }[] =>
  JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')).processes;

test('it opens, refuses a second start, survives a kill, and stops everything at Ctrl-C', {
  timeout: 480_000,
}, async () => {
  const ports = await freePorts(4);
  const first = start(ports, /Ctrl-C stops everything/);
  const welcome = await first.output;
  expect(welcome).toContain(`http://localhost:${ports[0]}/api`);
  expect((await fetch(`http://localhost:${ports[0]}/api`)).status).toBe(200);
  const link = /Station +(http\S+)/.exec(welcome)?.[1] ?? '';
  expect(new URL(link).port).toBe(String(ports[1]));
  const entrance = await fetch(link, { redirect: 'manual' });
  const cookie = entrance.headers.getSetCookie().join('; ').split(';')[0] ?? '';
  const state = () => fetch(new URL('/station/state', link), { headers: { cookie } }).then(answer => answer.json());
  // The demo's station is paired and has tonight's roster without anybody doing anything.
  await expect.poll(state, { timeout: 120_000 }).toMatchObject({ pairing: { kind: 'paired' } });

  await expect(start(ports, /never said/).output).rejects.toThrow(/Foyer already runs from this folder/);

  // A tool that looks into the database meanwhile leaves it where it is.
  const postmaster = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  const tool = spawn(process.execPath, [path.join(root, '.dev/audit-verify.ts')], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', FOYER_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  expect(await ended(tool)).toBe(0);
  expect(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).toBe(postmaster);

  const processes = knownProcesses();
  expect(processes.map(known => known.name).sort()).toEqual(['cloud', 'mail', 'payments', 'station', 'worker']);
  first.child.kill('SIGKILL');
  await ended(first.child);

  const second = start(ports, /Ctrl-C stops everything/);
  expect(await second.output).toContain('An earlier start had not ended well');
  expect(processes.filter(known => processIdentity(known.pid) !== undefined)).toEqual([]);
  const now = knownProcesses();
  second.child.kill('SIGINT');
  expect(await ended(second.child)).toBe(0);
  expect(now.filter(known => processIdentity(known.pid) !== undefined)).toEqual([]);
  expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  expect(existsSync(path.join(dataDir, 'running.json'))).toBe(false);
});

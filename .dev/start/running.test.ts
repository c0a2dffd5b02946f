import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from './process-identity.ts';
import { claimDataFolder, runningPorts } from './running.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-running-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const note = (starter: object, processes: object[]) =>
  writeFileSync(path.join(dataDir, 'running.json'), JSON.stringify({ starter, processes }));
const gone = { name: 'start', pid: 1, identity: 'of another time' };

function bystander() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>(resolve => child.on('exit', (_code, signal) => resolve(signal)));
  return { child, pid: child.pid ?? 0, ended };
}

test('a second start while the first one runs is refused with its number', async () => {
  const first = bystander();
  note({ name: 'start', pid: first.pid, identity: processIdentity(first.pid) }, []);
  await expect(claimDataFolder(dataDir)).rejects.toThrow(`Foyer already runs from this folder (process ${first.pid})`);
  first.child.kill('SIGKILL');
  await first.ended;
});

test('what a killed starter left is stopped', async () => {
  const left = bystander();
  note(gone, [{ name: 'cloud', pid: left.pid, identity: processIdentity(left.pid) }]);
  const { tookOver } = await claimDataFolder(dataDir);
  expect(tookOver).toEqual(['cloud']);
  expect(await left.ended).toBe('SIGTERM');
});

test('a stranger who got the number of a process of ours is left alone', async () => {
  const stranger = bystander();
  note(gone, [{ name: 'cloud', pid: stranger.pid, identity: 'of another time' }]);
  const { tookOver } = await claimDataFolder(dataDir);
  expect(tookOver).toEqual([]);
  expect(processIdentity(stranger.pid)).toBeDefined();
  stranger.child.kill('SIGKILL');
  await stranger.ended;
});

test('tools learn where an unusual start answers, and nothing from one that is gone', async () => {
  const ports = { cloud: 1, station: 2, payments: 3, mail: 4 };
  const { running } = await claimDataFolder(dataDir, ports);
  expect(runningPorts(dataDir)).toEqual(ports);
  running.end();
  expect(runningPorts(dataDir)).toBeUndefined();
});

test('our own processes are on the note until they end, and the note goes at the end', async () => {
  const { running } = await claimDataFolder(dataDir);
  running.note('cloud', process.pid);
  const file = path.join(dataDir, 'running.json');
  expect(JSON.parse(readFileSync(file, 'utf8')).processes).toMatchObject([{ name: 'cloud', pid: process.pid }]);
  running.forget('cloud');
  expect(JSON.parse(readFileSync(file, 'utf8')).processes).toEqual([]);
  running.end();
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Binaries, postgresBinaries } from './binaries.ts';
import { stopStalePostmaster } from './stale-postmaster.ts';
import { type Identity, unprivileged } from './unprivileged.ts';

export type Cluster = {
  /** A folder with the socket; on Windows 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  readonly user: 'postgres';
  readonly password?: string;
  readonly pid: number;
  /** Whether an earlier start had left its Postgres running on this folder. */
  readonly tookOver: boolean;
  stop(): Promise<void>;
};

export type ClusterOptions = {
  readonly dataDir: string;
  /** False for tests: a power cut may lose everything, and nothing waits for a disk. */
  readonly durable: boolean;
};

/** Starts a Postgres of our own on a data folder, making the folder first if need be. Only this machine can reach it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const binaries = postgresBinaries();
  const dataDir = path.resolve(options.dataDir);
  const identity = ownerOf(dataDir) ?? unprivileged();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  if (identity) chownSync(dataDir, identity.uid, identity.gid);
  const tookOver = await stopStalePostmaster(dataDir);
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) await makeDataFolder(binaries, dataDir, identity);
  const address = await chooseAddress(dataDir, identity);
  const child = await startPostgres(binaries, { dataDir, identity, address, durable: options.durable });
  return {
    ...address,
    user: 'postgres',
    pid: child.pid ?? 0,
    tookOver,
    stop: async () => {
      await stopChild(child);
      if (address.password === undefined) rmSync(address.host, { recursive: true, force: true });
    },
  };
}

/** As root we run an existing cluster as whoever made it, perhaps an ordinary user yesterday. */
function ownerOf(dataDir: string): Identity | undefined {
  const file = path.join(dataDir, 'PG_VERSION');
  if (process.getuid?.() !== 0 || !existsSync(file)) return undefined;
  const { uid, gid } = statSync(file);
  return uid === 0 ? undefined : { uid, gid };
}

type Address = { readonly host: string; readonly port: number; readonly password?: string };

/**
 * Root's own folders may be closed to the user Postgres runs as. It starts inside the data folder and names it by the link to
 * the current folder, which needs no way down from the root of the disk.
 */
function nameOf(dataDir: string, identity: Identity | undefined): string {
  return identity && process.platform === 'linux' ? '/proc/self/cwd' : dataDir;
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
}

async function makeDataFolder(binaries: Binaries, dataDir: string, identity: Identity | undefined): Promise<void> {
  const args = ['-D', nameOf(dataDir, identity), '-U', 'postgres', '-E', 'UTF8', '--no-sync', '--locale=C'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (process.platform === 'win32') {
    writeFileSync(passwordFile(dataDir), randomBytes(24).toString('hex'), { mode: 0o600 });
    args.push('-A', 'scram-sha-256', `--pwfile=${passwordFile(dataDir)}`);
  } else args.push('-A', 'trust');
  const child = spawn(binaries.initdb, args, {
    cwd: dataDir,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...identity,
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`initdb could not make ${dataDir}:\n${output}`);
}

function passwordFile(dataDir: string): string {
  return `${dataDir}.password`;
}

async function chooseAddress(dataDir: string, identity: Identity | undefined): Promise<Address> {
  if (process.platform === 'win32')
    return { host: '127.0.0.1', port: await freePort(), password: readFileSync(passwordFile(dataDir), 'utf8') };
  // A socket's path has 104 bytes at most, so it does not stand in the data folder.
  const host = mkdtempSync(path.join(tmpdir(), 'foyer-socket-'));
  if (identity) chownSync(host, identity.uid, identity.gid);
  return { host, port: 5432 };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const unsafeSettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

// A rush writes faster than the defaults expect: with room in the log there are fewer checkpoints under it, and its files are kept
// for the next rush instead of being filled with zeroes while everybody waits.
const patientSettings = ['min_wal_size=1GB', 'max_wal_size=4GB'];

type Launch = { dataDir: string; identity: Identity | undefined; address: Address; durable: boolean };

async function startPostgres(
  binaries: Binaries,
  { dataDir, identity, address, durable }: Launch,
): Promise<ChildProcess> {
  const settings = [
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'jit=off',
    ...(durable ? patientSettings : unsafeSettings),
  ];
  const args = ['-D', nameOf(dataDir, identity), '-p', String(address.port)];
  if (address.password === undefined) args.push('-k', address.host, '-c', 'listen_addresses=');
  else args.push('-c', 'listen_addresses=127.0.0.1');
  for (const setting of settings) args.push('-c', setting);
  const logFile = `${dataDir}.log`;
  const log = openSync(logFile, 'w', 0o600);
  // Backends of a postmaster that was killed need a moment to notice; until then a new one is refused.
  for (let attempt = 1; ; attempt += 1) {
    // Its own process group: Ctrl-C reaches the starter alone, which stops Postgres last.
    const detached = process.platform !== 'win32';
    const child = spawn(binaries.postgres, args, {
      cwd: dataDir,
      env: environment(),
      stdio: ['ignore', log, log],
      detached,
      ...identity,
    });
    if (await isReady(child, dataDir)) return child;
    const said = readFileSync(logFile, 'utf8').slice(-1500);
    if (attempt === 20 || !said.includes('shared memory')) {
      if (address.password === undefined) rmSync(address.host, { recursive: true, force: true });
      throw new Error(`Postgres does not start on ${dataDir}:\n${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

async function isReady(child: ChildProcess, dataDir: string): Promise<boolean> {
  let failed = false;
  child.on('error', () => (failed = true)).on('exit', () => (failed = true));
  const pidFile = path.join(dataDir, 'postmaster.pid');
  while (!failed) {
    const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return false;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGINT');
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 15_000);
  await gone;
  clearTimeout(impatient);
}

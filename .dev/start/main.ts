import path from 'node:path';
import { migrate } from '../../cloud/db/migrate.ts';
import { showProgress } from '../bootstrap/show-progress.mjs';
import { buildScreens } from '../screens/build-screens.ts';
import { Cleanup } from './cleanup.ts';
import { openDatabase } from './database.ts';
import { type ElectronAnswer, findElectron } from './electron.ts';
import { faultSentence } from './fault-sentence.ts';
import { mustBeFree } from './must-be-free.ts';
import { onboardDemo } from './onboard-demo.ts';
import { cloudPlug, onKeys } from './plug.ts';
import { portsOf, stationFolder } from './processes.ts';
import { claimDataFolder } from './running.ts';
import { seedDemoOnce } from './seed-demo-once.ts';
import { makeServices, makeSimulators, type Services, type SimulatorServices } from './services.ts';
import { paymentsAddress, simulatedHere } from './simulators.ts';
import { startOver } from './start-over.ts';
import { forgetStationAddress, stationAddress } from './station-address.ts';
import { type Shown, welcome } from './welcome.ts';

/** `npm start`: everything Foyer is, on this machine, reachable from this machine alone. */
const root = path.resolve(import.meta.dirname, '../..');
const dataDir = process.env.FOYER_DATA_DIR ? path.resolve(process.env.FOYER_DATA_DIR) : path.join(root, '.data');
const cleanup = new Cleanup();
const say = (sentence: string) => console.log(sentence);

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter(arg => !['--fresh', '--no-window'].includes(arg));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(' ')}. There are --fresh (start over) and --no-window (no Electron).`);
  const databaseUrl = process.env.DATABASE_URL || undefined;
  const ports = portsOf(process.env);
  const { running, tookOver } = await claimDataFolder(dataDir, ports);
  cleanup.add('the note of what runs', () => running.end());
  if (args.includes('--fresh')) await showProgress('Starting over', () => startOver(dataDir, databaseUrl));
  const simulated = simulatedHere(process.env);
  await mustBeFree([
    { name: 'cloud', port: ports.cloud, variable: 'FOYER_CLOUD_PORT' },
    { name: 'station', port: ports.station, variable: 'FOYER_STATION_PORT' },
    ...(simulated.payments ? [{ name: 'payments', port: ports.payments, variable: 'FOYER_PAYMENTS_PORT' }] : []),
    ...(simulated.mail ? [{ name: 'mail', port: ports.mail, variable: 'FOYER_MAIL_PORT' }] : []),
  ]);
  const simulating = startSimulators(makeSimulators({ root, dataDir, ports, running, say }));
  simulating.catch(() => {}); // Told where it is awaited.
  const searching = lookForElectron(args);
  const building = buildScreens();
  building.catch(() => {}); // Told where it is awaited.
  const database = await showProgress('Starting Postgres', () => openDatabase(dataDir, databaseUrl));
  cleanup.add('Postgres', database.stop);
  const left = [...tookOver, ...(database.tookOver ? ['Postgres'] : [])];
  if (left.length > 0) say(`An earlier start had not ended well: took over from its ${left.join(', ')}.`);
  const folder = path.join(root, 'migrations/cloud');
  const { admin, passwords } = database;
  await showProgress('Migrating', () =>
    migrate({ admin, folder, now: new Date(), ...(passwords ? { passwords } : {}) }),
  );
  const signIns = await showProgress('Seeding the demo', () => seedDemoOnce({ root, dataDir, database, ports, say }));
  await showProgress('Starting the simulations', () => simulating);
  if (simulated.payments)
    await showProgress('Opening payment accounts', () => onboardDemo(database, paymentsAddress(ports)));
  await showProgress('Building the screens', () => building);
  const electron = await showProgress('Fetching Electron', () => searching);
  if (electron.kind === 'found') await showProgress('Building the window', buildWindow);
  const services = makeServices({ root, dataDir, database, ports, running, electron, say });
  const shown = await showProgress('Starting cloud, worker and station', () => startServices(services, electron));
  for (const line of welcome({
    ports,
    shown,
    signIns,
    simulated,
    where: database.where,
    keys: process.stdin.isTTY === true,
  }))
    say(line);
  listen(services);
}

/** They are stopped last: what the cloud still has to say it says. */
async function startSimulators(simulators: SimulatorServices): Promise<void> {
  const services = [simulators.payments, simulators.mail].filter(service => service !== undefined);
  for (const service of services) cleanup.add(service.options.name, () => service.stop());
  await Promise.all(services.map(service => service.start()));
}

async function buildWindow(): Promise<void> {
  const { buildShell } = await import('../shell/build-shell.ts');
  await buildShell();
}

async function lookForElectron(args: readonly string[]) {
  if (args.includes('--no-window')) return { kind: 'absent', because: 'you asked for no window' } as const;
  return findElectron(root, process.env);
}

/** Answers where the station is to be seen: a binary that is there may still not run here. */
async function startServices({ cloud, worker, station, window }: Services, electron: ElectronAnswer): Promise<Shown> {
  for (const service of [cloud, worker, station, window])
    if (service) cleanup.add(service.options.name, () => service.stop());
  await Promise.all([cloud.start(), worker.start()]);
  let because = electron.kind === 'absent' ? electron.because : '';
  if (window) {
    try {
      await window.start();
      return { kind: 'window' };
    } catch {
      because = `it does not run on this machine, see ${window.options.logFile}`;
    }
  }
  const folder = stationFolder(dataDir);
  forgetStationAddress(folder);
  await station.start();
  return { kind: 'address', address: await stationAddress(folder), because };
}

function listen({ cloud, worker }: Services): void {
  const plug = cloudPlug(cloud, worker, say);
  const release = onKeys({ u: () => void plug(), '\u0003': () => void end(0) });
  cleanup.add('the keyboard', release);
}

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await showProgress('Stopping', async () => {
    await cleanup.run();
    // Whatever was being started at that moment is up or has failed by then, and has been undone.
    await Promise.race([starting.catch(() => {}), new Promise(resolve => setTimeout(resolve, 30_000))]);
    await cleanup.run();
  });
  if (code === 0) say('Stopped.');
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
// Whoever started us is gone, so there is nobody left to press Ctrl-C.
process.on('disconnect', () => void end(1));
process.channel?.unref();

const starting = main(process.argv.slice(2));
starting.catch(async error => {
  if (ending) return;
  console.error(`\n${faultSentence(error)}`);
  await end(1);
});
// Services hold no handle that keeps us alive once they have crashed; Ctrl-C is the way out.
setInterval(() => {}, 1 << 30);

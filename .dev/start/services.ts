import path from 'node:path';
import type { Database } from './database.ts';
import type { ElectronAnswer } from './electron.ts';
import { cloudEnvironment, type Ports, stationEnvironment } from './processes.ts';
import type { Running } from './running.ts';
import { Service } from './service.ts';
import { mailArguments, paymentsArguments, simulatedHere } from './simulators.ts';
import { stationArguments } from './station-arguments.ts';

export type Services = {
  readonly cloud: Service;
  readonly worker: Service;
  /** The station behind its address, for any browser. */
  readonly station: Service;
  /** The station in its own window, where there is Electron. One or the other: the station's file has one writer. */
  readonly window: Service | undefined;
};

/** The third parties that are simulated here. They need nobody else and so are started first. */
export type SimulatorServices = { readonly payments: Service | undefined; readonly mail: Service | undefined };

export function makeSimulators(
  options: Pick<ServicesOptions, 'root' | 'dataDir' | 'ports' | 'running' | 'say'>,
): SimulatorServices {
  const { root, dataDir, ports } = options;
  const simulated = simulatedHere(process.env);
  const started = (name: string, args: readonly string[], port: number) =>
    service(options, {
      name,
      command: process.execPath,
      args: ['--import', path.join(root, '.dev/start/stop-with-parent.ts'), ...args],
      env: process.env,
      port,
    });
  return {
    payments: simulated.payments
      ? started('payments', paymentsArguments(root, dataDir, ports), ports.payments)
      : undefined,
    mail: simulated.mail ? started('mail', mailArguments(root, ports), ports.mail) : undefined,
  };
}

export type ServicesOptions = {
  readonly root: string;
  readonly dataDir: string;
  readonly database: Database;
  readonly ports: Ports;
  readonly running: Running;
  readonly electron: ElectronAnswer;
  say(sentence: string): void;
};

/** Our processes, not yet started. */
export function makeServices(options: ServicesOptions): Services {
  const { root, dataDir, database, ports, electron } = options;
  const cloudEnv = cloudEnvironment(process.env, database, ports, dataDir);
  const stationEnv = stationEnvironment(process.env, ports, dataDir);
  const ours = (name: string, args: readonly string[], env: NodeJS.ProcessEnv, port?: number) =>
    service(options, { name, command: process.execPath, args, env, ...(port === undefined ? {} : { port }) });
  const ofCloud = (entry: string) => [
    '--import',
    path.join(root, '.dev/start/stop-with-parent.ts'),
    path.join(root, entry),
  ];
  return {
    cloud: ours('cloud', ofCloud('cloud/server.ts'), cloudEnv, ports.cloud),
    worker: ours('worker', ofCloud('cloud/worker.ts'), cloudEnv),
    station: ours('station', stationArguments(root), stationEnv, ports.station),
    window:
      electron.kind === 'found'
        ? service(options, {
            name: 'window',
            command: electron.binary,
            args: electronArguments(root),
            env: stationEnv,
          })
        : undefined,
  };
}

function electronArguments(root: string): string[] {
  // Chromium's sandbox does not run as root, which is how containers run.
  return process.getuid?.() === 0 ? [root, '--no-sandbox'] : [root];
}

type Particular = { name: string; command: string; args: readonly string[]; env: NodeJS.ProcessEnv; port?: number };

function service(
  options: Pick<ServicesOptions, 'root' | 'dataDir' | 'running' | 'say'>,
  particular: Particular,
): Service {
  return new Service({
    ...particular,
    cwd: options.root,
    logFile: path.join(options.dataDir, 'logs', `${particular.name}.log`),
    running: options.running,
    onCrash: options.say,
    onSay: options.say,
  });
}

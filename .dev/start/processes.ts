import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from './database.ts';
import { simulatedEnvironment, simulatedHere } from './simulators.ts';

export type Ports = {
  readonly cloud: number;
  readonly station: number;
  /** Of the simulations, where no account is configured. */
  readonly payments: number;
  readonly mail: number;
};

/** Where things answer unless the environment says otherwise. */
export function portsOf(env: NodeJS.ProcessEnv): Ports {
  return {
    cloud: portFrom(env, 'FOYER_CLOUD_PORT', 4700),
    station: portFrom(env, 'FOYER_STATION_PORT', 4701),
    payments: portFrom(env, 'FOYER_PAYMENTS_PORT', 4702),
    mail: portFrom(env, 'FOYER_MAIL_PORT', 4703),
  };
}

function portFrom(env: NodeJS.ProcessEnv, variable: string, fallback: number): number {
  const port = Number(env[variable] ?? fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${variable} must be a port, from 1 to 65535.`);
  return port;
}

/** What the cloud's two processes read from their environment. */
export function cloudEnvironment(
  env: NodeJS.ProcessEnv,
  database: Database,
  ports: Ports,
  dataDir: string,
): NodeJS.ProcessEnv {
  return {
    ...env,
    NODE_ENV: 'development',
    FOYER_HOST: '127.0.0.1',
    FOYER_PORT: String(ports.cloud),
    FOYER_PUBLIC_URL: publicUrl(ports),
    FOYER_SECRET: keptSecret(dataDir),
    FOYER_DEMO_FOLDER: path.join(dataDir, 'demo'),
    FOYER_APP_DATABASE_URL: database.url('foyer_app'),
    FOYER_AUTH_DATABASE_URL: database.url('foyer_auth'),
    FOYER_WORKER_DATABASE_URL: database.url('foyer_worker'),
    ...simulatedEnvironment(simulatedHere(env), ports),
  };
}

/** What the station reads from its environment. */
export function stationEnvironment(env: NodeJS.ProcessEnv, ports: Ports, dataDir: string): NodeJS.ProcessEnv {
  return {
    ...env,
    FOYER_STATION_PORT: String(ports.station),
    FOYER_STATION_DATA: stationFolder(dataDir),
  };
}

export function publicUrl(ports: Ports): string {
  return `http://localhost:${ports.cloud}`;
}

export function stationFolder(dataDir: string): string {
  return path.join(dataDir, 'station');
}

/** Made once, readable by us alone. */
export function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'cloud.secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

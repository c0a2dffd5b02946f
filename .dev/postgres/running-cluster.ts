import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Cluster } from './cluster.ts';

/** The cluster that serves a data folder already, as its pid file describes it. Not ours to stop. */
export function runningCluster(dataDir: string): Cluster {
  const [pid, , , port, socketFolder] = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  const passwordFile = `${dataDir}.password`;
  return {
    host: socketFolder || '127.0.0.1',
    port: Number(port),
    user: 'postgres',
    ...(existsSync(passwordFile) ? { password: readFileSync(passwordFile, 'utf8') } : {}),
    pid: Number(pid),
    tookOver: false,
    stop: async () => {},
  };
}

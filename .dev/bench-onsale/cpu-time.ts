import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time that a process and its children have used so far; null where the system does not say. */
export function cpuTimeMs(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null;
  const family = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [statOf(name)] : []));
  const ofIt = family.filter(stat => stat !== null && (stat.pid === pid || stat.parent === pid));
  return ofIt.reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) * tickMs;
}

// What Linux counts in, whatever its own clock is.
const tickMs = 10;

/** Nothing for a process that ended while we looked. */
function statOf(name: string): { readonly pid: number; readonly parent: number; readonly ticks: number } | null {
  try {
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // Those that have ended are part of what their parent waited for.
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { pid: Number(name), parent: Number(fields[1]), ticks };
  } catch {
    return null;
  }
}

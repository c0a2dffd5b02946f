import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The link that lets one browser in, once; the station leaves it in its folder when it is up. */
export async function stationAddress(folder: string): Promise<string> {
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 25) {
    const address = readIfThere(path.join(folder, 'window.url'));
    if (address.endsWith('\n')) return address.trim();
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error('The station is up and told no address to open.');
}

/** So that the link of an earlier run is not taken for that of this one. */
export function forgetStationAddress(folder: string): void {
  rmSync(path.join(folder, 'window.url'), { force: true });
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

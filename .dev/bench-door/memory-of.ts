import { readFileSync } from 'node:fs';

export type Memory = { readonly nowMb: number; readonly peakMb: number };

/** Resident memory of a process, now and at its highest. Zero where the system does not say. */
export function memoryOf(pid: number): Memory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mb = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
    return { nowMb: mb('VmRSS'), peakMb: mb('VmHWM') };
  } catch {
    return { nowMb: 0, peakMb: 0 };
  }
}

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

/** Processor time a process has used so far: what others do on the machine at the same time hardly changes it. */
export function processorSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // utime and stime, in hundredths of a second on every Linux that Node runs on.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

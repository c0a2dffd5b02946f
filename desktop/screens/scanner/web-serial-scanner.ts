import { limits } from '#shared/kernel/limits.ts';
import type { CodeListener, CodeScanner } from '../../devices/scanner/code-scanner.ts';
import {
  idleSerial,
  type SerialState,
  type SerialStep,
  serialPause,
  serialStep,
} from '../../devices/scanner/serial-step.ts';

/** The part of Web Serial that is used; the compiler does not know it yet. */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
}

interface SerialLike {
  getPorts(): Promise<SerialPortLike[]>;
  requestPort(): Promise<SerialPortLike>;
}

/** The ports a person has allowed before; empty where the browser has no Web Serial. */
export async function allowedSerialPorts(): Promise<readonly SerialPortLike[]> {
  return (await serial()?.getPorts()) ?? [];
}

/** Asks the person for a port; only from a click. Null where there is no Web Serial or nothing was chosen. */
export async function askForSerialPort(): Promise<SerialPortLike | null> {
  try {
    return (await serial()?.requestPort()) ?? null;
  } catch {
    return null;
  }
}

function serial(): SerialLike | undefined {
  return (navigator as Navigator & { serial?: SerialLike }).serial;
}

/** A serial reader at a port. */
export function webSerialScanner(port: SerialPortLike, baudRate = 9_600): CodeScanner {
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  return {
    name: 'serial reader',
    async start(listener) {
      await port.open({ baudRate });
      reader = port.readable?.getReader() ?? null;
      if (reader !== null) readAll(reader, listener).finally(() => port.close().catch(() => {}));
    },
    async stop() {
      const stopping = reader;
      reader = null;
      await stopping?.cancel();
    },
  };
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, listener: CodeListener): Promise<void> {
  let state: SerialState = idleSerial;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (step: SerialStep) => {
    state = step.state;
    for (const code of step.codes) listener.onCode(code);
  };
  try {
    for (;;) {
      const { value, done } = await reader.read();
      clearTimeout(timer);
      if (done) return;
      take(serialStep(state, value));
      timer = setTimeout(() => take(serialPause(state)), limits.scannerPauseMs);
    }
  } catch {
    clearTimeout(timer);
    listener.onLost();
  } finally {
    reader.releaseLock();
  }
}

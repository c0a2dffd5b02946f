import { createStore } from '../state/store.ts';
import { allowedSerialPorts, askForSerialPort, type SerialPortLike, webSerialScanner } from './web-serial-scanner.ts';

/** How many serial readers are heard at the moment. */
export const serialReadersStore = createStore(0);

/** Hears every serial reader that a person has allowed before. Returns what ends it. */
export function hearSerialReaders(onCode: (text: string) => void): () => void {
  const stops: (() => void)[] = [];
  let ended = false;
  void allowedSerialPorts().then(async ports => {
    for (const port of ports) {
      const stop = await hear(port, onCode);
      if (ended) stop();
      else stops.push(stop);
    }
  });
  return () => {
    ended = true;
    for (const stop of stops) stop();
  };
}

/** Asks the person for a reader and hears it from now on; on a click only. False where none was chosen or it does not open. */
export async function addSerialReader(onCode: (text: string) => void): Promise<boolean> {
  const port = await askForSerialPort();
  if (port === null) return false;
  const before = serialReadersStore.get();
  await hear(port, onCode);
  return serialReadersStore.get() > before;
}

async function hear(port: SerialPortLike, onCode: (text: string) => void): Promise<() => void> {
  const scanner = webSerialScanner(port);
  let isHeard = false;
  const forget = () => {
    if (isHeard) serialReadersStore.set(serialReadersStore.get() - 1);
    isHeard = false;
  };
  try {
    await scanner.start({ onCode, onLost: forget });
  } catch {
    // Another program has the port, or the reader is gone: it stays unheard, and the settings say how many are heard.
    return () => {};
  }
  isHeard = true;
  serialReadersStore.set(serialReadersStore.get() + 1);
  return () => {
    if (isHeard) scanner.stop().then(forget, forget);
  };
}

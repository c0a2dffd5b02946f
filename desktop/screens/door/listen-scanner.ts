import { captureScanner } from '../scanner/capture-scanner.ts';
import { hearSerialReaders } from '../scanner/serial-readers.ts';
import { onScanned } from './on-scanned.ts';

/** Hears readers that type, whatever has the focus, and the serial ones that were allowed before. Returns how to stop. */
export function listenScanner(): () => void {
  const stops = [
    captureScanner({ onCode: text => onScanned(text, 'scanner') }),
    hearSerialReaders(text => onScanned(text, 'scanner')),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

import { captureScanner } from '../scanner/capture-scanner.ts';
import { onScanned } from './on-scanned.ts';

/** Hears readers that type, whatever has the focus. Returns how to stop. */
export function listenScanner(): () => void {
  return captureScanner({ onCode: text => onScanned(text, 'scanner') });
}

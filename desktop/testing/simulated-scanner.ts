import type { CodeListener, CodeScanner } from '../devices/scanner/code-scanner.ts';
import { idleSerial, type SerialState, serialPause, serialStep } from '../devices/scanner/serial-step.ts';

/** A reader without hardware: `send` is its cable. */
export interface SimulatedScanner extends CodeScanner {
  send(bytes: Uint8Array): void;
  pause(): void;
  unplug(): void;
}

export function createSimulatedScanner(): SimulatedScanner {
  let listener: CodeListener | null = null;
  let state: SerialState = idleSerial;
  const take = (step: { readonly state: SerialState; readonly codes: readonly string[] }) => {
    state = step.state;
    for (const code of step.codes) listener?.onCode(code);
  };
  return {
    name: 'simulated reader',
    async start(given) {
      listener = given;
    },
    async stop() {
      listener = null;
    },
    send: bytes => take(serialStep(state, bytes)),
    pause: () => take(serialPause(state)),
    unplug() {
      const told = listener;
      listener = null;
      told?.onLost();
    },
  };
}

import type { DemoSignIn } from '#fixtures/demo/seed-options.ts';
import type { ElectronAnswer } from './electron.ts';
import type { Ports } from './processes.ts';

export type WelcomeFacts = {
  readonly ports: Ports;
  readonly electron: ElectronAnswer;
  readonly signIns: readonly DemoSignIn[];
  readonly where: string;
  /** Whether somebody can press keys. */
  readonly keys: boolean;
};

/** What the person reads when all is up: one line per address, then who can sign in, then what to press. */
export function welcome({ ports, electron, signIns, where, keys }: WelcomeFacts): string[] {
  const station = electron.kind === 'found' ? 'in its own window' : `http://localhost:${ports.station}/`;
  const addresses = [
    ['Station', station],
    ['Cloud', `http://localhost:${ports.cloud}`],
    ['API reference', `http://localhost:${ports.cloud}/api`],
    ['Data', where],
  ];
  const lines = [
    '',
    'Foyer is open.',
    '',
    ...addresses.map(([name = '', address]) => `  ${name.padEnd(14)} ${address}`),
  ];
  if (signIns.length > 0)
    lines.push('', 'Demo sign-ins', ...signIns.map(one => `  ${one.who.padEnd(14)} ${one.email}  ${one.password}`));
  lines.push('');
  if (electron.kind === 'absent')
    lines.push(`Electron is not here (${electron.because}): the station’s address above is its window.`);
  lines.push(
    keys
      ? 'Press u to unplug the cloud (and again to plug it in), Ctrl-C to stop everything.'
      : 'Ctrl-C stops everything.',
  );
  return lines;
}

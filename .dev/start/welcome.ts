import { demoOrganizations } from '#fixtures/demo/demo-spec.ts';
import type { DemoSignIn } from '#fixtures/demo/seed-options.ts';
import type { Ports } from './processes.ts';
import { mailAddress, paymentsAddress, type Simulated } from './simulators.ts';

/** Where the station can be seen: in a window of its own, or at an address, because there is none. */
export type Shown =
  | { readonly kind: 'window' }
  | { readonly kind: 'address'; readonly address: string; readonly because: string };

export type WelcomeFacts = {
  readonly ports: Ports;
  readonly shown: Shown;
  readonly signIns: readonly DemoSignIn[];
  readonly simulated: Simulated;
  readonly where: string;
  /** Whether somebody can press keys. */
  readonly keys: boolean;
};

/** What the person reads when all is up: one line per address, then who can sign in, then what to press. */
export function welcome({ ports, shown, signIns, simulated, where, keys }: WelcomeFacts): string[] {
  const addresses = [
    ['Station', shown.kind === 'window' ? 'in its own window' : shown.address],
    ['Cloud', `http://localhost:${ports.cloud}`],
    ...(signIns.length > 0
      ? demoOrganizations.map(({ name, slug }) => [`Shop, ${name}`, `http://localhost:${ports.cloud}/o/${slug}`])
      : []),
    ...(signIns.length > 0 ? [['Codes for the shops', 'FRUEH and ZETTEL, PORT10 and BRUMES']] : []),
    ...(signIns.length > 0 ? [['Tickets to scan', `http://localhost:${ports.cloud}/demo/tickets`]] : []),
    ['API reference', `http://localhost:${ports.cloud}/api`],
    ...(simulated.payments ? [['Payments', `${paymentsAddress(ports)}  (a simulation: no money moves)`]] : []),
    ...(simulated.mail ? [['Mail', `${mailAddress(ports)}  (a simulation: no mail leaves)`]] : []),
    ['Data', where],
  ];
  const lines = ['', 'Foyer is open.', '', ...columns(addresses)];
  if (signIns.length > 0)
    lines.push(
      '',
      'Demo sign-ins',
      ...columns(signIns.map(one => ('pin' in one ? [one.who, `PIN ${one.pin}`] : [one.who, one.email, one.password]))),
    );
  if (simulated.payments)
    lines.push(
      '',
      'Payments are simulated. 4242 4242 4242 4242 pays, 4000 0000 0000 0002 is declined,',
      '4000 0025 0000 3155 asks the bank. For real money set STRIPE_SECRET_KEY; see the README.',
    );
  lines.push('');
  if (shown.kind === 'address')
    lines.push(
      `Electron is not here (${shown.because}): open the station’s address above in a browser. The link lets one browser in.`,
    );
  lines.push(
    keys
      ? 'Press u to unplug the cloud (and again to plug it in), Ctrl-C to stop everything.'
      : 'Ctrl-C stops everything.',
  );
  return lines;
}

/** Rows whose columns stand under each other. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const longest = Math.max(...rows.map(row => row.length));
  const widths = Array.from({ length: longest }, (_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0)));
  return rows.map(row => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

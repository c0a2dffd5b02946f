import path from 'node:path';
import { serve } from '@hono/node-server';
import { test as base, expect, type Page } from '@playwright/test';
import type { MirrorTicket } from '#shared/admission/mirror.ts';
import { addMs } from '#shared/kernel/instant.ts';
import { at } from '#shared/testing/a-mirror-ticket.ts';
import { anId } from '#shared/testing/an-id.ts';
import { folderScreens } from '../station/folder-screens.ts';
import type { StationClock } from '../station/ports.ts';
import { codeOf, type StationWorld, someTickets, stationWorld, testEvent } from './station-world.ts';
import { stayGreen } from './stay-green.ts';

type RealDoor = {
  readonly world: StationWorld & { readonly later: (ms: number) => void };
  readonly door: Page;
};

const people: readonly Partial<MirrorTicket>[] = [
  { holder: 'Viola Cesario', searchKey: 'viola cesario', seat: 'Row 7, seat 12' },
  { holder: 'Sebastian Hart', searchKey: 'sebastian hart', seat: 'Row 7, seat 13' },
  { holder: 'Olivia Orsino', searchKey: 'olivia orsino', state: 'refunded', stateSince: at('12:05') },
  { holder: 'Toby Belch', searchKey: 'toby belch', attention: 'Brings a guide dog.' },
  { holder: 'Feste', searchKey: 'feste', blocked: 'Ask for Ines at the box office.' },
];

const event = testEvent({
  operators: [
    { operatorId: anId('OperatorId', 1), name: 'Mara', role: 'door', pinHash: 'plain:1111' },
    { operatorId: anId('OperatorId', 2), name: 'Tomás', role: 'supervisor', pinHash: 'plain:2222' },
  ],
});

/** The real station over a real file, in its real screens, in a browser. There is no cloud: a door does not need one. */
export const test = base.extend<RealDoor>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this one needs nothing
  world: async ({}, use) => {
    const clock = movableClock();
    const screens = folderScreens(path.resolve(import.meta.dirname, '../../out/renderer'));
    using world = stationWorld({
      event,
      tickets: someTickets(10, n => people[n - 1] ?? {}),
      deps: { screens, clock },
    });
    await use({ ...world, later: clock.advance });
  },
  door: async ({ page, world }, use) => {
    await stayGreen(page);
    const server = serve({ fetch: world.app.fetch, hostname: '127.0.0.1', port: 0 });
    await new Promise<void>(resolve => server.once('listening', resolve));
    const address = server.address();
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', message => message.text().includes('Content Security Policy') && faults.push(message.text()));
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    await page.getByRole('button', { name: 'Mara' }).click();
    await page.getByLabel('PIN').fill('1111');
    await page.getByLabel('PIN').press('Enter');
    await page.getByTestId('ready').waitFor();
    await use(page);
    expect(faults).toEqual([]);
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  },
});

/** The code on the n-th ticket. */
export function codeOfTicket(world: StationWorld, n: number): string {
  return codeOf(world.ticket(n), world.event);
}

/** The evening's clock: a millisecond each time somebody looks, however long that takes here, and it can be set on. */
function movableClock(): StationClock & { readonly advance: (ms: number) => void } {
  let ms = 0;
  const monotonicMs = () => ++ms;
  return {
    monotonicMs,
    now: () => addMs(at('19:32'), monotonicMs()),
    later: (delayMs, work) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    advance: more => {
      ms += more;
    },
  };
}

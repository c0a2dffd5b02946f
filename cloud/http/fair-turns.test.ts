import { Hono } from 'hono';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
import type { OrgId } from '#shared/kernel/ids.ts';
import { rightOfWay } from '../services/holds/right-of-way.ts';
import type { AppEnv } from './app.ts';
import { fairTurns } from './fair-turns.ts';
import { roomsOf } from './whose-rooms.ts';

const [alpha, beta] = ['A', 'B'].map(letter => `org_${letter.repeat(26)}` as OrgId) as [OrgId, OrgId];

/** Whether a crowd of alpha would give way while the request is under way. It never asks the database. */
async function makesWay(url: string): Promise<boolean> {
  const db = new Pool();
  const rooms = roomsOf(db);
  rooms.found('/o/alpha', 'foyer.example', alpha);
  rooms.found(`/api/orgs/${alpha}/events`, 'foyer.example', alpha);
  rooms.found('/o/beta/events', 'foyer.example', beta);
  rooms.found('/events', 'tickets.beta.example', beta);
  let makes = false;
  const app = new Hono<AppEnv>();
  app.use(fairTurns({ db }));
  app.all('*', c => {
    makes = rightOfWay(db).clear(alpha) !== null;
    return c.text('');
  });
  await app.request(url, { headers: { host: new URL(url).host } });
  return makes;
}

test('[IN-10] a crowd gives way to whoever comes to another organization, by its path or by its own domain', async () => {
  expect(await makesWay('https://foyer.example/o/beta/events/evt_1')).toBe(true);
  expect(await makesWay('https://tickets.beta.example/')).toBe(true);
});

test('[IN-10] it does not give way to its own under any name, nor to what is for everybody and may be for it', async () => {
  expect(await makesWay('https://foyer.example/o/alpha/events')).toBe(false);
  expect(await makesWay(`https://foyer.example/api/orgs/${alpha}/orders`)).toBe(false);
  expect(await makesWay('https://foyer.example/shop-assets/shop.css')).toBe(false);
  expect(await makesWay('https://foyer.example/webhooks/stripe/snapshot')).toBe(false);
});

test('[IN-10] nobody makes way for names that somebody made up', async () => {
  expect(await makesWay('https://foyer.example/o/nowhere1')).toBe(false);
  expect(await makesWay('https://x1.example/events')).toBe(false);
});

import { Hono } from 'hono';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { rightOfWay } from '../services/holds/right-of-way.ts';
import type { AppEnv } from './app.ts';
import { fairTurns } from './fair-turns.ts';

/** Whether a crowd of alpha would give way while the request is under way. It never asks the database. */
async function makesWay(url: string): Promise<boolean> {
  const db = new Pool();
  let makes = false;
  const app = new Hono<AppEnv>();
  app.use(fairTurns({ db, publicUrl: 'https://foyer.example' }));
  app.all('*', c => {
    makes = rightOfWay(db).clear('alpha') !== null;
    return c.text('');
  });
  await app.request(url, { headers: { host: new URL(url).host } });
  return makes;
}

test('[IN-10] a crowd gives way to whoever comes to another organization, by its path or by its own domain', async () => {
  expect(await makesWay('https://foyer.example/o/beta/events')).toBe(true);
  expect(await makesWay('https://tickets.beta.example/events')).toBe(true);
});

test('[IN-10] it does not give way to its own, nor to what is for everybody and may be for it', async () => {
  expect(await makesWay('https://foyer.example/o/alpha/events')).toBe(false);
  expect(await makesWay('https://foyer.example/shop-assets/shop.css')).toBe(false);
  expect(await makesWay('https://foyer.example/webhooks/stripe/snapshot')).toBe(false);
});

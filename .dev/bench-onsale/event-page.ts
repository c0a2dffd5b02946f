import { spawnSync } from 'node:child_process';
import type { Bench } from './bench.ts';
import { runLoad } from './http-load.ts';
import { seedSale } from './seed-sale.ts';

/** The page of an event under a steady stream of visitors on one core, and how much script comes with it. */
export async function benchEventPage(bench: Bench): Promise<void> {
  const { report, cloud, seller, quick } = bench;
  const sale = await seedSale(cloud.url, seller, { places: 5_000, priceMinor: 4_200 });
  const path = `/o/${seller.slug}/events/${sale.eventId}`;
  const pinned = pinTo(cloud.pid(), '0');
  const visit = (perSecond: number, secondsMax: number) =>
    runLoad({ url: cloud.url, connections: 20, perSecond, secondsMax, next: () => ({ method: 'GET', path }) });
  await visit(200, 3);
  const { p50, p99, statuses } = await visit(200, quick ? 4 : 12);
  pinTo(cloud.pid(), 'all');
  if (!pinned) report.note('the server could not be kept to one core here');
  for (const status of Object.keys(statuses)) if (status !== '200') report.note(`event page answered ${status}`);
  report.add({ key: 'pageP50', what: 'event page, 200 a second: half of them within', value: p50, unit: 'ms' });
  report.add({ key: 'pageP99', what: '  99 of 100 within', value: p99, unit: 'ms', target: 15 });
  report.add({
    key: 'scriptKb',
    what: '  script before the payment step (event page and checkout)',
    value: await scriptKb(cloud.url, [path, `${path}/checkout?n1=2`]),
    unit: 'kB',
    target: 60,
  });
}

/** Keeps a process on a core, where the system lets us. */
function pinTo(pid: number | undefined, cores: string): boolean {
  const wanted = cores === 'all' ? '0-1023' : cores;
  return spawnSync('taskset', ['-apc', wanted, String(pid)], { stdio: 'ignore' }).status === 0;
}

/** Every script the pages name, and what those import, once each, as it is before any compression. */
async function scriptKb(url: string, pages: readonly string[]): Promise<number> {
  const seen = new Map<string, number>();
  const follow = async (from: string, at: string): Promise<void> => {
    const where = new URL(from, at).href;
    if (seen.has(where)) return;
    const text = await (await fetch(where)).text();
    seen.set(where, Buffer.byteLength(text));
    for (const [, imported] of text.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g))
      await follow(imported ?? '', where);
  };
  for (const page of pages) {
    const html = await (await fetch(`${url}${page}`)).text();
    for (const [, src] of html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)) await follow(src ?? '', `${url}${page}`);
  }
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000;
}

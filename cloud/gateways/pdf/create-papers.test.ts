import { expect, test } from 'vitest';
import type { OrgId } from '#shared/kernel/ids.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import type { EvidencePaper, TicketPaper } from '../../services/papers.ts';
import { createPapers } from './create-papers.ts';
import type { PaperWanted } from './draw-paper.ts';

const drawnAt = parseInstant('2026-11-23T12:00:00Z');
const [ring, quai] = ['org_ring', 'org_quai'] as [OrgId, OrgId];
const evidence = (summary: string): EvidencePaper => ({
  disputeId: 'dp_1',
  organization: 'Theater am Ring',
  drawnAt,
  summary,
  sections: [],
});
const tickets = (name: string, at = drawnAt): TicketPaper => ({
  language: 'en',
  brand: { name, accent: null, imprint: '' },
  event: {
    title: 'Twelfth Night',
    venue: '',
    address: '',
    zone: 'Europe/Vienna',
    doorsAt: drawnAt,
    startsAt: drawnAt,
    endsAt: drawnAt,
  },
  orderRef: 'ABCDEF',
  drawnAt: at,
  tickets: [],
});

/** Papers of which each is drawn when the test says so. */
function drawing({ bytes = 8 } = {}) {
  const begun: { readonly name: string; readonly done: () => void }[] = [];
  const clock = { ms: 0 };
  const draw = (wanted: PaperWanted) =>
    new Promise<Uint8Array>(resolve => {
      const name = wanted.kind === 'evidence' ? wanted.paper.summary : wanted.kind;
      begun.push({ name, done: () => resolve(new Uint8Array(bytes)) });
    });
  const papers = createPapers({ draw, nowMs: () => clock.ms });
  const names = () => begun.map(({ name }) => name);
  /** Draws what was begun last, and lets the next one begin. */
  const drawOne = async () => {
    await new Promise(resolve => setImmediate(resolve));
    begun.at(-1)?.done();
    await new Promise(resolve => setImmediate(resolve));
  };
  return { papers, clock, names, drawOne };
}

test('[DO-4] one paper is drawn at a time, and a house whose buyers all want theirs lets others in between', async () => {
  const { papers, names, drawOne } = drawing();
  const all = [
    ...['r1', 'r2', 'r3', 'r4'].map(name => papers.evidence(ring, evidence(name))),
    ...['q1', 'q2'].map(name => papers.evidence(quai, evidence(name))),
  ];
  await new Promise(resolve => setImmediate(resolve));
  expect(names()).toEqual(['r1']);
  for (let count = 0; count < all.length; count++) await drawOne();
  await Promise.all(all);
  expect(names()).toEqual(['r1', 'r2', 'q1', 'r3', 'q2', 'r4']);
});

test('[DO-4] where too many of a house wait, one more is told to come again, and another house is served', async () => {
  const { papers, names, drawOne } = drawing();
  const waiting = Array.from({ length: limits.papersWaitingPerOrganizationMax + 1 }, (_, index) =>
    papers.evidence(ring, evidence(`r${index}`)),
  );
  await expect(papers.evidence(ring, evidence('one more'))).rejects.toMatchObject({
    code: 'busy',
    facts: { retryAfterMs: limits.papersRetryAfterMs },
  });
  const other = papers.evidence(quai, evidence('q'));
  for (let count = 0; count <= waiting.length; count++) await drawOne();
  await Promise.all([...waiting, other]);
  expect(names()).toHaveLength(waiting.length + 1);
  expect(names().slice(0, 3)).toEqual(['r0', 'r1', 'q']);
});

test('[DO-4] a paper that fails holds up nobody, and is not kept', async () => {
  let fails = true;
  const draw = () => (fails ? Promise.reject(new Error('no ink')) : Promise.resolve(new Uint8Array(1)));
  const papers = createPapers({ draw, nowMs: () => 0 });
  await expect(papers.tickets(ring, tickets('Theater'))).rejects.toThrow('no ink');
  fails = false;
  expect(await papers.tickets(ring, tickets('Theater'))).toEqual(new Uint8Array(1));
});

test('[DO-4] the same paper is drawn once within a minute, whenever it is asked for, and anew when anything on it is another', async () => {
  const { papers, clock, names, drawOne } = drawing();
  const drawn = async (work: Promise<unknown>) => {
    await drawOne();
    await work;
    return names().length;
  };
  const twice = [papers.tickets(ring, tickets('Theater')), papers.tickets(ring, tickets('Theater'))];
  expect(await drawn(Promise.all(twice))).toBe(1);
  clock.ms = limits.paperKeptMs - 1;
  const later = parseInstant('2026-11-23T12:00:59Z');
  expect(await drawn(papers.tickets(ring, tickets('Theater', later)))).toBe(1);
  expect(await drawn(papers.tickets(ring, tickets('Another name')))).toBe(2);
  expect(await drawn(papers.tickets(quai, tickets('Theater')))).toBe(3);
  clock.ms = limits.paperKeptMs;
  expect(await drawn(papers.tickets(ring, tickets('Theater')))).toBe(4);
});

test('[DO-4] what is kept has a bound, of which no house takes more than its part', async () => {
  const bytes = limits.papersKeptBytesPerOrganizationMax / 2;
  const { papers, names, drawOne } = drawing({ bytes });
  const ask = async (orgId: OrgId, name: string) => {
    const before = names().length;
    const paper = papers.evidence(orgId, evidence(name));
    await drawOne();
    await paper;
    return names().length > before ? 'drawn' : 'kept';
  };
  await ask(quai, 'q');
  for (const name of ['r1', 'r2', 'r3']) await ask(ring, name);
  expect([await ask(quai, 'q'), await ask(ring, 'r3'), await ask(ring, 'r2'), await ask(ring, 'r1')]).toEqual([
    'kept',
    'kept',
    'kept',
    'drawn',
  ]);
});

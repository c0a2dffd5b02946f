import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScanAnswer } from '#shared/api/station.ts';
import { limits } from '#shared/kernel/limits.ts';
import { opBodySchema } from '#shared/sync/operations.ts';
import { codeOf, stationWorld } from '../testing/station-world.ts';

const seed = Number(process.env.FOYER_SEED ?? 20_261_122);

test(`[TC-4] any text of any length gets a verdict and goes into the journal (seed ${seed})`, async () => {
  using world = stationWorld();
  const good = codeOf(world.ticket(1));
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.uint8Array({ maxLength: limits.codeCharsMax }).map(bytes => Buffer.from(bytes).toString('latin1')),
    fc.uint8Array({ maxLength: 300 }).map(bytes => `${String.fromCharCode(...bytes)}\ud800`),
    fc
      .tuple(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
      .map(([at, letter]) => good.slice(0, at) + letter + good.slice(at + 1)),
    fc.constantFrom('', ' ', '\u0000', good.toLowerCase(), `]Q3${good}\r`, 'A'.repeat(limits.codeCharsMax + 1)),
  );
  await fc.assert(
    fc.asyncProperty(texts, async text => {
      world.clock.advance(10_000);
      const { status, body } = await world.post('scan', { text, via: 'scanner' });
      expect(status).toBe(200);
      expect(['admit', 'refuse', 'ask', 'undecidable']).toContain((body as ScanAnswer).verdict.kind);
      const head = world.opened.store.journal.current();
      const [op] = world.opened.store.journal.after(head?.journalNo ?? 0, (head?.lastSeq ?? 0) - 1, 1);
      expect(opBodySchema.safeParse(op?.body).success).toBe(true);
    }),
    { numRuns: 300, seed },
  );
});

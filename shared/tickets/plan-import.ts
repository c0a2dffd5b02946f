import type { TierId } from '../kernel/ids.ts';
import { foldSearch } from './search-key.ts';

/** A row of somebody else's list, as it stood in the file. */
export type ForeignRow = {
  readonly line: number;
  readonly code: string;
  readonly tier: string;
  readonly holder: string;
  readonly seat: string;
};

export type ImportFacts = {
  /** Not archived. */
  readonly tiers: readonly { readonly tierId: TierId; readonly number: number; readonly name: string }[];
  /** For rows that name none. */
  readonly fallbackTierId: TierId | null;
  /** TC-5: codes the event has already, exactly as they are. */
  readonly takenCodes: ReadonlySet<string>;
};

export type GoodRow = {
  readonly line: number;
  readonly code: string;
  readonly tierId: TierId;
  readonly holder: string | null;
  readonly seat: string | null;
};

export type BadForeignRow = {
  readonly line: number;
  readonly field: 'code' | 'tier' | 'holder' | 'seat' | 'row';
  readonly sentence: string;
  readonly text: string;
};

const codeCharsMax = 500;
const holderCharsMax = 200;
const seatCharsMax = 100;

/** TC-7: every row is good or is told with its line and the first thing that is wrong with it. */
export function planImport(
  rows: readonly ForeignRow[],
  facts: ImportFacts,
): { readonly good: readonly GoodRow[]; readonly bad: readonly BadForeignRow[] } {
  const good: GoodRow[] = [];
  const bad: BadForeignRow[] = [];
  const lineOfCode = new Map<string, number>();
  const tierOf = tierFinder(facts);
  for (const row of rows) {
    const code = row.code.trim();
    const tierId = tierOf(row.tier);
    const problem = codeProblem(code, lineOfCode, facts.takenCodes) ?? tierProblem(row, tierId) ?? textProblem(row);
    if (code !== '' && !lineOfCode.has(code)) lineOfCode.set(code, row.line);
    if (problem !== null) bad.push({ line: row.line, ...problem, text: problem.text.slice(0, 80) });
    else if (tierId !== null)
      good.push({ line: row.line, code, tierId, holder: row.holder.trim() || null, seat: row.seat.trim() || null });
  }
  return { good, bad };
}

type Problem = Omit<BadForeignRow, 'line'>;

function codeProblem(
  code: string,
  lineOfCode: ReadonlyMap<string, number>,
  takenCodes: ReadonlySet<string>,
): Problem | null {
  const wrong = (sentence: string): Problem => ({ field: 'code', sentence, text: code });
  if (code === '') return wrong('this row has no code');
  if (code.length > codeCharsMax)
    return wrong(`a code has at most ${codeCharsMax} characters, this one ${code.length}`);
  const earlier = lineOfCode.get(code);
  if (earlier !== undefined) return wrong(`line ${earlier} has the same code`);
  return takenCodes.has(code) ? wrong('a ticket of this event has this code already') : null;
}

function tierProblem(row: ForeignRow, tierId: TierId | null): Problem | null {
  if (tierId !== null) return null;
  const text = row.tier.trim();
  const sentence = text === '' ? 'this row names no tier' : `this event has no tier called “${text.slice(0, 60)}”`;
  return { field: 'tier', sentence, text };
}

function textProblem(row: ForeignRow): Problem | null {
  if (row.holder.trim().length > holderCharsMax)
    return { field: 'holder', sentence: `a name has at most ${holderCharsMax} characters`, text: row.holder };
  if (row.seat.trim().length > seatCharsMax)
    return { field: 'seat', sentence: `a seat has at most ${seatCharsMax} characters`, text: row.seat };
  return null;
}

/** A tier is named by its id, its number or its name, accents and case aside. */
function tierFinder(facts: ImportFacts): (text: string) => TierId | null {
  const known = new Map<string, TierId>();
  for (const tier of facts.tiers) {
    for (const name of [foldSearch(tier.name), String(tier.number), tier.tierId])
      if (!known.has(name)) known.set(name, tier.tierId);
  }
  return text => {
    const name = text.trim();
    if (name === '') return facts.fallbackTierId;
    return known.get(name) ?? known.get(foldSearch(name)) ?? null;
  };
}

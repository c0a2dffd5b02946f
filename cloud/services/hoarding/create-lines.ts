export type Asked = {
  /** Whose places are counted. */
  readonly who: string;
  readonly places: number;
  /** Whether it has to be looked at how many they hold; else they go on at once. */
  readonly looks: boolean;
  readonly nowMs: number;
  /** Whether they may hold so many more, or the refusal thrown; how many they may take after that without another look. */
  readonly look: () => Promise<number>;
};

export type Lines = <Answer>(asked: Asked, work: () => Promise<Answer>) => Promise<Answer>;

type Line = {
  /** Who is here, whether they wait or go on. */
  people: number;
  /** Whose work is under way; what it takes is not seen yet by who looks. */
  underWay: number;
  landed: () => void;
  last: Promise<unknown>;
  left: number;
  leftUntilMs: number;
};

/**
 * IN-12: orders of the same holder, so that no two of them take the same room. Who has to look waits until all before them have what
 * they came for, so that what they took is seen; of what they then find, some is given to those behind them without another look.
 */
export function createLines({ givenMs, linesKept }: { readonly givenMs: number; readonly linesKept: number }): Lines {
  const lines = new Map<string, Line>();
  return async (asked, work) => {
    const line = lines.get(asked.who) ?? newLine();
    lines.set(asked.who, line);
    line.people += 1;
    try {
      if (asked.looks) await inTurn(line, () => admit(line, asked, givenMs));
      else goOn(line, asked);
      try {
        return await work();
      } finally {
        line.underWay -= 1;
        if (line.underWay === 0) line.landed();
      }
    } finally {
      line.people -= 1;
      if (line.people === 0 && line.left === 0) lines.delete(asked.who);
      if (lines.size > linesKept) forgetIdle(lines);
    }
  };
}

async function admit(line: Line, { places, nowMs, look }: Asked, givenMs: number): Promise<void> {
  if (places <= line.left && nowMs < line.leftUntilMs) line.left -= places;
  else {
    line.left = 0;
    if (line.underWay > 0) await new Promise<void>(resolve => (line.landed = resolve));
    line.left = await look();
    line.leftUntilMs = nowMs + givenMs;
  }
  line.underWay += 1;
}

/** What is taken unseen is taken out of what may be given unseen. */
function goOn(line: Line, { places }: Asked): void {
  line.left = Math.max(0, line.left - places);
  line.underWay += 1;
}

function inTurn(line: Line, work: () => Promise<void>): Promise<void> {
  const mine = line.last.then(work);
  line.last = mine.catch(() => {});
  return mine;
}

function newLine(): Line {
  return { people: 0, underWay: 0, landed: () => {}, last: Promise.resolve(), left: 0, leftUntilMs: 0 };
}

function forgetIdle(lines: Map<string, Line>): void {
  for (const [who, { people }] of lines) if (people === 0) lines.delete(who);
}

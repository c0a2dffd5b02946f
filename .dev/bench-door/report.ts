/** One line of the table. Targets are shown, never enforced: a busy machine is no failure. */
export type Figure = {
  readonly key: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'MB' | 'kB' | '/s' | 'x' | '';
  /** Stay below. */
  readonly target?: number;
  /** Reach at least. */
  readonly goal?: number;
};

export class Report {
  readonly figures: Figure[] = [];
  readonly notes: string[] = [];

  add(figure: Figure): void {
    this.figures.push({ ...figure, value: Math.round(figure.value * 100) / 100 });
    console.log(lineOf(this.figures.at(-1) ?? figure));
  }

  note(text: string): void {
    this.notes.push(text);
    console.log(`  ${text}`);
  }

  print(): void {
    console.log(`\n${'what'.padEnd(74)} ${'measured'.padStart(12)}   target`);
    for (const figure of this.figures) console.log(lineOf(figure));
    for (const note of this.notes) console.log(`· ${note}`);
  }
}

function lineOf({ what, value, unit, target, goal }: Figure): string {
  const below = target === undefined ? '' : `< ${target} ${unit} ${value < target ? '✓' : '✗'}`;
  const aim = goal === undefined ? below : `>= ${goal} ${unit} ${value >= goal ? '✓' : '✗'}`;
  return `${what.padEnd(74)} ${`${value} ${unit}`.padStart(12)}   ${aim}`;
}

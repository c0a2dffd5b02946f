/** What `npm test` does, in order. To have something else run with it, add a line. */
export type Step = {
  readonly name: string;
  readonly command: readonly string[];
  /** How the output tells what passed and failed; `exit` counts the step itself as one. */
  readonly counts: 'vitest' | 'playwright' | 'summary' | 'exit';
  /**
   * It starts together with that step and runs beside it and what follows; its output comes at its own place. For what keeps one
   * processor busy for a time of its own, while the others have the rest.
   */
  readonly startsWith?: string;
  /** The step is left out, and says why. */
  readonly skipWhen?: (found: { readonly chromium: boolean }) => string | undefined;
};

const vitest = ['vitest', 'run', '--config', '.dev/vitest.config.ts'];

export const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '-b'], counts: 'exit' },
  { name: 'lint', command: ['biome', 'check', '.'], counts: 'exit' },
  { name: 'architecture', command: [...vitest, '--project', 'architecture'], counts: 'vitest' },
  // An `--exclude` would do nothing here: each project says itself which files are its own.
  { name: 'unit', command: [...vitest, '--project', 'unit'], counts: 'vitest' },
  { name: 'postgres', command: [...vitest, '--project', 'pg'], counts: 'vitest' },
  { name: 'sqlite', command: [...vitest, '--project', 'sqlite'], counts: 'vitest' },
  {
    name: 'simulation',
    command: ['node', '.dev/sim/main.ts', '--seconds', '60'],
    counts: 'summary',
    startsWith: 'types',
  },
  {
    name: 'money',
    command: ['node', '.dev/test-money.ts', '--orders', '40', '--from', '1', '--seconds', '15', '--lanes', '2'],
    counts: 'summary',
  },
  {
    name: 'kill',
    command: ['node', '.dev/kill-stations.ts', '--kills', '30', '--seconds', '40'],
    counts: 'summary',
    startsWith: 'money',
  },
  {
    name: 'browser',
    command: ['playwright', 'test', '--config', '.dev/playwright.config.ts', '--pass-with-no-tests'],
    counts: 'playwright',
    skipWhen: found => (found.chromium ? undefined : 'no Chromium, and none could be installed'),
  },
];

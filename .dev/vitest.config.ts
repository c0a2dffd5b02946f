import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { leftOutReporter } from './vitest/left-out-reporter.ts';
import { LongestFirst } from './vitest/longest-first.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Tests of the repository itself, which read its files. */
const ofRepository = ['.dev/architecture.test.ts', '.dev/spec.test.ts'];
const elsewhere = ['**/node_modules/**', '**/out/**', '**/dist/**', '**/.cache/**', '**/.data/**'];

/** The suffix of a file says what it needs, and that is its project. Modules are shared within a worker: keep no state in them. */
const project = (name: string, include: string[], exclude: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, exclude: [...elsewhere, ...exclude], ...more },
});

export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    pool: 'threads',
    isolate: false,
    // Two at the least: while one test waits for Postgres or a process it started, another one works.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Against what never ends; a slow machine may take its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Also where a test waits for a state: by default Vitest gives up after a second.
    expect: { poll: { interval: 10, timeout: 120_000 } },
    passWithNoTests: true,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', leftOutReporter],
    projects: [
      project('architecture', ofRepository, []),
      project('unit', ['**/*.test.{ts,tsx}'], ['**/*.pg.test.ts', '**/*.sqlite.test.ts', ...ofRepository]),
      project('pg', ['**/*.pg.test.ts'], [], {
        globalSetup: path.join(root, '.dev/vitest/postgres-for-tests.ts'),
      }),
      project('sqlite', ['**/*.sqlite.test.ts'], []),
    ],
  },
});

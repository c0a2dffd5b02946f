import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long although they are small, the longest first. A fresh clone knows no durations, and Vitest then begins with
 * the largest files: these would come last, and all workers but one would wait for them.
 */
export const longFiles: readonly string[] = [
  'cloud/testing/isolation/hunt.pg.test.ts',
  '.dev/money/money.pg.test.ts',
  '.dev/start/start.pg.test.ts',
  'fixtures/demo/seed.pg.test.ts',
  '.dev/sim/simulation.pg.test.ts',
  'cloud/services/payments/settle-payment.pg.test.ts',
  'cloud/routes/storefront/order-papers.pg.test.ts',
  'desktop/testing/station-and-cloud.pg.test.ts',
  'cloud/routes/session/session.pg.test.ts',
  '.dev/postgres/cluster.pg.test.ts',
  '.dev/door/cloud-process.pg.test.ts',
];

/** Begins with the files that take longest, so that no worker is left alone with one at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const names = [...new Set(sorted.map(({ project }) => project.name))];
    // Projects follow each other, whatever their files are.
    return names.flatMap(name => {
      const own = sorted.filter(({ project }) => project.name === name);
      const first = longFiles.flatMap(file =>
        own.filter(({ moduleId }) => moduleId === path.resolve(this.ctx.config.root, file)),
      );
      return [...first, ...own.filter(each => !first.includes(each))];
    });
  }
}

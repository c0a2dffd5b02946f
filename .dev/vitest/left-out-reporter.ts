import type { Reporter, TestCase } from 'vitest/node';

/** Says of each test that was left out why, where everybody who reads the log sees it. */
export const leftOutReporter: Reporter = {
  onTestCaseResult(test: TestCase) {
    const result = test.result();
    if (result.state === 'skipped') console.log(`left out: ${test.fullName}: ${result.note ?? 'no reason given'}`);
  },
};

import { expect, test } from 'vitest';
import { tellAll } from './tell-all.ts';

test('what is told of a fault in a run says why, however deep that stands', () => {
  const why = new Error('canceling statement due to statement timeout');
  const failed = new Error('Failed query: select 1', { cause: why });
  const told = tellAll(new AggregateError([failed, 'cut off'], 'a job failed for 2 organizations'));
  for (const part of ['a job failed for 2', 'Failed query', 'because of Error: canceling', 'because of cut off'])
    expect(told).toContain(part);
});

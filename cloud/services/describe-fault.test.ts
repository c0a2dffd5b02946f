import { expect, test } from 'vitest';
import { describeFault, tellableError, tellFault } from './describe-fault.ts';

const ofDatabase = Object.assign(new Error('invalid input syntax for type integer: "Zelda Quist"'), {
  code: '22P02',
  severity: 'ERROR',
  detail: 'Key (email)=(zelda@example.org) already exists.',
});
const ofStatement = Object.assign(
  new Error('Failed query: insert into people values ($1)\nparams: Zelda Quist\n    at Quistgasse 7:1:1)', {
    cause: ofDatabase,
  }),
  { query: 'insert into people values ($1)', params: ['Zelda Quist'] },
);

test('a statement is told without its parameters, and what the database says of them stays behind', () => {
  const described = describeFault(new AggregateError([ofStatement], 'two failed'));
  expect(described).toMatchObject({
    message: 'two failed',
    causes: [
      {
        statement: 'insert into people values ($1)',
        causes: [{ sqlState: '22P02', message: 'the database refused with 22P02' }],
      },
    ],
  });
  expect(described.frames[0]).toContain('describe-fault.test.ts');
  const told = tellableError(ofStatement);
  for (const text of [JSON.stringify(described), tellFault(ofStatement), told.message, told.stack])
    expect(text).not.toMatch(/quist|zelda/i);
  expect(tellFault(ofStatement)).toBe(
    'a statement failed: insert into people values ($1) < Error: the database refused with 22P02',
  );
});

test('what went wrong in the program is told in its words, with addresses masked', () => {
  expect(tellFault(new TypeError('no ticket tkt_1'))).toBe('TypeError: no ticket tkt_1');
  expect(tellFault(new Error('Invalid email: zelda+x@quist.example, try again'))).toBe(
    'Error: Invalid email: …@…, try again',
  );
  expect(tellFault('gone')).toBe('string: gone');
});

test('a chain of causes that bites its own tail comes to an end', () => {
  const error = new Error('round');
  error.cause = error;
  expect(tellFault(error).length).toBeLessThanOrEqual(300);
});

import { type core, z } from 'zod';

type RawIssue = core.$ZodRawIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a moment',
};

/** What is wrong with one field, for somebody who reads no program. A schema that says its own sentence keeps it. */
export function plainIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'this is missing' : `expected ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin === 'string'
        ? 'this must not be empty'
        : bound('least', issue.minimum, issue.origin);
    case 'too_big':
      return bound('most', issue.maximum, issue.origin);
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of: ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format];
    case 'unrecognized_keys':
      return `there is no field called ${issue.keys.join(', ')}`;
    default:
      return undefined;
  }
}

/** From here on every schema without a sentence of its own speaks like this. */
export function speakPlainly(): void {
  z.config({ customError: plainIssue });
}

const formats: Readonly<Record<string, string>> = {
  email: 'this is no e-mail address',
  url: 'expected an address such as https://example.org',
};

const counted: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
  set: [' entry', ' entries'],
};

function bound(side: 'least' | 'most', value: number | bigint, origin: string): string {
  const [one, more] = counted[origin] ?? ['', ''];
  return `expected at ${side} ${value}${Number(value) === 1 ? one : more}`;
}

import { expect, test } from 'vitest';
import { isTest, trackedFiles } from './architecture/tracked-files.ts';

const ruleId = /\b[A-Z]{2}-\d+\b/g;
const files = trackedFiles();
const spec = files.find(file => file.path === 'shared/SPEC.md')?.text ?? '';

/** Lines of SPEC.md that begin with `Built:` list the rules that the program claims to keep. */
const built = spec
  .split('\n')
  .filter(line => line.startsWith('Built:'))
  .flatMap(line => line.match(ruleId) ?? []);

/** Ids at the head of a title, of a test, a group of tests or a step: `'[CK-4] [CK-5] …'`. */
const quoted = files
  .filter(isTest)
  .flatMap(file => file.text.match(/['"`](?:\[[A-Z]{2}-\d+\] ?)+/g) ?? [])
  .flatMap(title => title.match(ruleId) ?? []);

const defined = new Set(spec.match(/(?<=^- \*\*)[A-Z]{2}-\d+(?=\*\* )/gm));

test('every rule that is claimed as built is quoted by the title of a test', () => {
  expect(built.filter(id => !quoted.includes(id))).toEqual([]);
});

test('every rule that is claimed as built, or quoted by a test, stands in SPEC.md', () => {
  expect(spec === '' ? [] : [...new Set([...built, ...quoted].filter(id => !defined.has(id)))]).toEqual([]);
});

test('every rule that SPEC.md does not claim as built is among those it names as missing', () => {
  const missing = /^Not built yet: (.*)$/m.exec(spec)?.[1]?.match(ruleId) ?? [];
  expect([...defined].filter(id => !built.includes(id)).sort()).toEqual([...missing].sort());
});

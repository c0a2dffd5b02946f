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

test('every rule that is claimed as built is quoted by the title of a test', () => {
  const titles = files.filter(isTest).flatMap(file => file.text.match(/\[[^\]\n]*-\d[^\]\n]*\]/g) ?? []);
  const quoted = new Set(titles.flatMap(title => title.match(ruleId) ?? []));
  expect(built.filter(id => !quoted.has(id))).toEqual([]);
});

test('every rule that is claimed as built, or quoted by a test, stands in SPEC.md', () => {
  const defined = new Set(
    spec
      .split('\n')
      .filter(line => !line.startsWith('Built:'))
      .flatMap(line => line.match(ruleId) ?? []),
  );
  const titles = files.filter(isTest).flatMap(file => file.text.match(/['"`]\[[A-Z]{2}-\d[^\]\n]*\]/g) ?? []);
  const unknown = [...built, ...titles.flatMap(title => title.match(ruleId) ?? [])].filter(id => !defined.has(id));
  expect(spec === '' ? [] : [...new Set(unknown)]).toEqual([]);
});

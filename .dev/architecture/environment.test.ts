import { expect, test } from 'vitest';
import { isCode, isTest, trackedFiles } from './tracked-files.ts';

/** Names that are ours to document: what else stands in an environment belongs to somebody else. */
const ours = /\b(?:DATABASE_URL|CHROMIUM_PATH|ELECTRON_[A-Z_]+|(?:FOYER|STRIPE|POSTMARK|INTEGRATION)_[A-Z0-9_]+)\b/g;
/** As a property of an environment, as a word that is looked up in one, or as a line of the cloud's schema. */
const read = new RegExp(`(?:env\\.|env, '|^  )(${ours.source})(?=[^A-Z_:]|: (?:z\\.|z$|databaseUrl|secretList))`, 'gm');

/** The token that Postmark itself gives out for trying. */
const wordOfTheProvider = 'POSTMARK_API_TEST';

const files = trackedFiles();
const readmes = files.filter(file => file.path.endsWith('README.md'));
const variables = (text: string, form: RegExp) => [...text.matchAll(form)].map(match => match[1] ?? match[0]);

test('every variable that is read from the environment is documented, and every documented one is read', () => {
  const known = new Set(files.filter(isCode).flatMap(file => variables(file.text, read)));
  // What is set for another process and read by none would be in the way of whoever looks for it.
  const set = files.filter(file => isCode(file) && !isTest(file)).flatMap(file => variables(file.text, ours));
  const told = new Set(readmes.flatMap(file => variables(file.text, ours)));
  expect({
    unread: [...told].filter(name => !known.has(name)),
    untold: [...known, ...set].filter(name => !told.has(name) && name !== wordOfTheProvider),
  }).toEqual({ unread: [], untold: [] });
});

test('every command of package.json is documented', () => {
  const { scripts } = JSON.parse(files.find(file => file.path === 'package.json')?.text ?? '{}');
  const text = readmes.map(file => file.text).join('\n');
  expect(Object.keys(scripts).filter(name => !new RegExp(`(?:npm (?:run )?|\`)${name}\\b`).test(text))).toEqual([]);
});

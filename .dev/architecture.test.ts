import { expect, test } from 'vitest';
import { readMigrationFiles } from '../cloud/db/migration-files.ts';
import { functionsOf } from './architecture/functions-of.ts';
import { importRules, placeOf } from './architecture/import-rules.ts';
import { importsOf } from './architecture/imports-of.ts';
import { longFiles } from './architecture/long-files.ts';
import { longFunctions } from './architecture/long-functions.ts';
import { isCode, isTest, type TrackedFile, trackedFiles } from './architecture/tracked-files.ts';

const files = trackedFiles();
const code = files.filter(isCode);
const linesOf = (file: TrackedFile) => file.text.trimEnd().split('\n').length;

test('every import obeys who may import whom', () => {
  const broken = code.flatMap(file =>
    importsOf(file).flatMap(edge =>
      importRules
        .filter(rule => rule.breaks(edge, placeOf(file.path, isTest(file))))
        .map(rule => `${file.path} imports ${edge.specifier}: ${rule.sentence}`),
    ),
  );
  expect(broken).toEqual([]);
});

test('every imported file is there and tracked', () => {
  const known = new Set(files.map(file => file.path));
  const missing = code.flatMap(file =>
    importsOf(file)
      .filter(edge => edge.kind === 'file' && /\.tsx?$/.test(edge.to) && !known.has(edge.to))
      .map(edge => `${file.path} imports ${edge.specifier}, which git does not know`),
  );
  expect(missing).toEqual([]);
});

test('no barrels, and nobody hands on what another file declares: it is imported from where it stands', () => {
  const handedOn = /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})(?:\s+as\s+\w+)?\s+from\s+['"]/m;
  const barrels = code.filter(file => handedOn.test(file.text) || /(?:^|\/)index\.tsx?$/.test(file.path));
  expect(barrels.map(file => file.path)).toEqual([]);
});

test('no file called utils, helpers, misc or common', () => {
  const vague = /(?:^|\/)(?:utils?|helpers?|misc|common|models?)(?:\/|\.tsx?$)/;
  expect(code.map(file => file.path).filter(path => vague.test(path))).toEqual([]);
});

test('file names are kebab-case', () => {
  const kebab = /^(?:\.?[a-z0-9-]+\/)*[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:ts|tsx|mjs|js)$/;
  expect(code.map(file => file.path).filter(path => !kebab.test(path))).toEqual([]);
});

test('a file has at most 250 lines; the exceptions are explained and shrink', () => {
  const complaints = code.flatMap(file => {
    const lines = linesOf(file);
    const exception = longFiles[file.path];
    if (exception === undefined) return lines > 250 ? [`${file.path} has ${lines} lines`] : [];
    if (lines > exception.lines) return [`${file.path} grew from ${exception.lines} to ${lines} lines`];
    return lines < exception.lines ? [`${file.path} shrank to ${lines}: lower its entry in long-files.ts`] : [];
  });
  const gone = Object.keys(longFiles).filter(path => !code.some(file => file.path === path));
  expect([...complaints, ...gone.map(path => `${path} is gone: remove its entry`)]).toEqual([]);
});

test('a function has at most 60 lines; the exceptions are explained and shrink', () => {
  const long = new Map<string, number>(
    code
      .filter(file => linesOf(file) > 60)
      .flatMap(file => functionsOf(file).map(({ name, lines }) => [`${file.path} ${name}`, lines] as const))
      .filter(([, lines]) => lines > 60),
  );
  const grown = [...long].flatMap(([name, lines]) => {
    const known = longFunctions[name]?.lines;
    if (known === undefined) return [`${name} has ${lines} lines`];
    if (lines > known) return [`${name} grew from ${known} to ${lines} lines`];
    return lines < known ? [`${name} shrank to ${lines}: lower its entry in long-functions.ts`] : [];
  });
  const gone = Object.keys(longFunctions).filter(name => !long.has(name));
  expect([...grown, ...gone.map(name => `${name} is gone or short now: remove its entry`)]).toEqual([]);
});

test('a test names what it needs by its suffix', () => {
  const wrong = code
    .filter(file => /\.test\.tsx?$/.test(file.path))
    .flatMap(file => {
      const targets = importsOf(file).map(edge => edge.to);
      const postgres = targets.some(to => to === 'cloud/testing/database.ts');
      return postgres !== file.path.endsWith('.pg.test.ts') && postgres
        ? [`${file.path} uses Postgres: call it .pg.test.ts`]
        : [];
    });
  expect(wrong).toEqual([]);
});

test('tests replace no modules and none is left out without a reason', () => {
  const words = [
    /\bvi\.mock\(/,
    /\bvi\.spyOn\(/,
    /\b(?:test|it|describe)\.only\(/,
    /\b(?:test|it|describe)\.(?:todo|fails)\(/,
  ];
  const found = code
    .filter(file => isTest(file) && file.path !== '.dev/architecture.test.ts')
    .flatMap(file => words.filter(word => word.test(file.text)).map(word => `${file.path}: ${word.source}`));
  expect(found).toEqual([]);
});

test('nothing names a folder of somebody’s machine', () => {
  const machine = new RegExp(
    ['/wo', 'rk/(?!s)|/ho', 'me/[a-z]+/|/Us', 'ers/[a-z]|/ro', 'ot/|[A-Z]:\\\\Us', 'ers\\\\'].join(''),
  );
  const found = files
    .filter(file => machine.test(file.text))
    .map(file => `${file.path}: ${machine.exec(file.text)?.[0]}`);
  expect(found).toEqual([]);
});

test('the lock names no host and has an entry for every optional package', () => {
  const lock = JSON.parse(files.find(file => file.path === 'package-lock.json')?.text ?? '{}');
  const packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }> = lock.packages;
  const hosts = Object.entries(packages).filter(([, entry]) => entry.resolved?.startsWith('http'));
  expect(hosts.map(([name]) => name)).toEqual([]);
  const present = new Set(
    Object.keys(packages).map(key => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  const wanted = Object.values(packages).flatMap(entry => Object.keys(entry.optionalDependencies ?? {}));
  expect(wanted.filter(name => !present.has(name))).toEqual([]);
});

test('no clock, randomness or environment below the composition roots: they are passed in', () => {
  const own =
    /\b(?:Date\.now\(|performance\.now\(|Math\.random\(|process\.env\b|crypto\.randomUUID\(|randomUUID\()|\bnew Date\(\)/;
  const inner = /^(?:shared|cloud\/(?:services|db|routes|jobs|http|storefront)|desktop\/(?:station|store|sync))\//;
  const root = /^(?:desktop\/station\/(?:serve|compose|node)[a-z-]*\.ts$|cloud\/storefront\/scripts\/)/;
  const found = code
    .filter(file => inner.test(file.path) && !root.test(file.path) && !isTest(file))
    .flatMap(
      file =>
        own
          .exec(file.text)
          ?.slice(0, 1)
          .map(word => `${file.path} uses ${word}`) ?? [],
    );
  expect(found).toEqual([]);
});

test('SQL asks the database neither for the time nor for chance', () => {
  const asks =
    /\b(?:now|random|gen_random_uuid|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\bcurrent_timestamp\b/i;
  const migrations = files.filter(file => /^migrations\/cloud\/\d.*\.sql$/.test(file.path));
  expect(migrations.filter(file => asks.test(file.text)).map(file => file.path)).toEqual([]);
});

test('a migration that changes rows lifts the walls between organizations for it, and puts them back', () => {
  const complaints = files
    .filter(file => /^migrations\/cloud\/\d{4}_[^.]*\.sql$/.test(file.path))
    .flatMap(({ path, text }) => {
      const sql = text.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '').replace(/--.*/g, '');
      const changed = [...sql.matchAll(/(?:^|;)\s*(?:update|delete from|insert into) app\.(\w+)/g)].map(
        ([, table]) => table,
      );
      return changed
        .filter(
          table => !['no force', 'force'].every(word => sql.includes(`alter table app.${table} ${word} row level`)),
        )
        .map(table => `${path} changes rows of ${table} and may see none of them, or fail`);
    });
  expect(complaints).toEqual([]);
});

test('migrations are numbered one after the other, and no number is used twice', () => {
  for (const folder of ['cloud', 'station']) readMigrationFiles(`migrations/${folder}`);
});

test('the top level holds the folders and files of the architecture', () => {
  const allowed =
    /^(?:desktop|cloud|shared|migrations|fixtures|\.[a-z-]+)\/|^(?:electron-builder\.yml|package\.json|package-lock\.json|tsconfig\.json|README\.md|LICENSE|\.[a-z.]+)$/;
  expect(files.map(file => file.path).filter(path => !allowed.test(path))).toEqual([]);
});

test('each top folder says what it is in a README', () => {
  const readmes = ['desktop', 'cloud', 'shared', 'migrations', 'fixtures', '.dev'].map(folder => `${folder}/README.md`);
  expect(readmes.filter(path => !files.some(file => file.path === path))).toEqual([]);
});

import path from 'node:path';
import { catalogueFaults, tenantTables } from '../cloud/testing/isolation/catalogue-faults.ts';
import { prepareGround } from '../cloud/testing/isolation/ground.ts';
import { type HuntReport, huntOn } from '../cloud/testing/isolation/hunt.ts';
import { parseFlags } from './command/parse-flags.ts';
import { throwAwayDatabases } from './postgres/throw-away-databases.ts';

/**
 * `npm run verify:isolation`: the catalogue, then every route with every role in every position, then the same with each wall
 * taken away in turn. `--quick` tries every role in the broad positions and the owner in the rest. `--json` prints the report as the last line. Exit code 1 when anything leaks or could not be tried.
 */
const { values } = parseFlags({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const { only } = values;
const databases = await throwAwayDatabases(path.resolve(import.meta.dirname, '../migrations/cloud'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void databases.stop().finally(() => process.exit(130)));
const runs: { readonly name: string; readonly without?: 'filters' | 'policies' }[] = [
  { name: 'both walls' },
  { name: 'without the service’s own conditions', without: 'filters' },
  { name: 'without row-level security', without: 'policies' },
];

try {
  const empty = await databases.create();
  const tables = await tenantTables(empty.pool('postgres'));
  const faults = await catalogueFaults(empty.pool('postgres'));
  await empty.drop();
  console.log(`Catalogue: ${tables.length} tables of organizations, ${faults.length} faults.`);
  for (const fault of faults) console.log(`  ${fault}`);
  const options = { database: databases.create, ...(only === undefined ? {} : { only: new RegExp(only) }) };
  await using ground = await prepareGround(options);
  const reports: (HuntReport & { readonly name: string })[] = [];
  for (const { name, without } of runs) {
    const began = performance.now();
    const report = await huntOn(ground, {
      ...options,
      depth: values.quick ? 'quick' : 'thorough',
      ...(without === undefined ? {} : { without }),
      ...(process.stderr.isTTY
        ? { onRoute: (route: string) => process.stderr.write(`\r\u001b[K${name}: ${route}`) }
        : {}),
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    reports.push({ name, ...report });
    console.log(`${name}: ${report.calls} calls in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  }
  print(tables.length, reports);
  const failed =
    faults.length > 0 ||
    reports.some(report => report.leaks.length > 0 || report.unexercised.length > 0 || report.unaudited.length > 0);
  process.exitCode = failed ? 1 : 0;
  if (values.json) console.log(JSON.stringify({ tables: tables.length, faults, reports }));
} finally {
  await databases.stop();
}

function print(tables: number, reports: readonly (HuntReport & { readonly name: string })[]): void {
  const row = (...cells: readonly (string | number)[]) =>
    console.log(
      cells.map((cell, index) => (index === 0 ? String(cell).padEnd(38) : String(cell).padStart(9))).join(''),
    );
  row('', 'tables', 'routes', 'ids', 'callers', 'calls', 'stripped', 'leaks');
  for (const { name, routes, ids, callers, calls, stripped, leaks } of reports)
    row(name, tables, routes, ids, callers, calls, stripped, leaks.length);
  for (const { name, leaks } of reports)
    for (const { route, position, caller, why } of leaks)
      console.log(`LEAK (${name}) ${route} · ${position} · ${caller}: ${why}`);
  for (const sentence of reports[0]?.unexercised ?? []) console.log(`NOT TRIED ${sentence}`);
  for (const sentence of reports[0]?.unaudited ?? []) console.log(`NOT AUDITED ${sentence}`);
}

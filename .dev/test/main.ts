import { spawn } from 'node:child_process';
import path from 'node:path';
import { showProgress } from '../bootstrap/show-progress.mjs';
import { type Counts, countsIn } from './counts-in.ts';
import { failuresIn } from './failures-in.ts';
import { findChromium } from './find-chromium.ts';
import { type Step, steps } from './steps.ts';

/** `npm test`: each step in order, its output as it comes, and at the end what passed and failed. `npm test -- unit sqlite` runs those two. */
type Result = Counts & {
  readonly name: string;
  readonly seconds: number;
  readonly note?: string;
  readonly said?: readonly string[];
};

const root = path.resolve(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !steps.some(step => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. Steps: ${steps.map(step => step.name).join(', ')}.`);
  process.exit(1);
}
const chosen = steps.filter(step => wanted.length === 0 || wanted.includes(step.name));

const running = new Set<number>();
function stop(): void {
  for (const pid of running) signalGroup(pid, 'SIGTERM');
  // Long enough for a test run to stop its Postgres.
  setTimeout(() => process.exit(130), 10_000).unref();
  if (running.size === 0) process.exit(130);
}
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopped = true;
    stop();
  });
process.on('disconnect', () => {
  stopped = true;
  stop();
});
process.channel?.unref();

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended.
  }
}

const chromium = chosen.some(step => step.counts === 'playwright')
  ? await showProgress('Looking for Chromium, installing it if there is none', () => findChromium(process.env))
  : undefined;

const results: Result[] = [];
const aside = new Map<Step, Run>();
for (const step of chosen) {
  if (stopped) break;
  const reason = step.skipWhen?.({ chromium: chromium !== undefined });
  if (reason !== undefined) {
    console.log(`\n— ${step.name}: left out, ${reason}`);
    results.push({ name: step.name, seconds: 0, passed: 0, failed: 0, skipped: 1, note: reason });
    continue;
  }
  for (const other of chosen) if (other.startsWith === step.name) aside.set(other, startStep(other));
  const run = aside.get(step) ?? startStep(step);
  console.log(`\n— ${step.name}: ${step.command.join(' ')}`);
  run.show();
  results.push(await run.result);
}
report(results);

type Run = {
  readonly result: Promise<Result>;
  /** From here on its output is printed as it comes, beginning with what there is. */
  show(): void;
};

function startStep(step: Step): Run {
  const startedAt = performance.now();
  const [command = '', ...args] = step.command;
  const env = {
    ...process.env,
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
  };
  // A group of its own, so that nothing it started outlives the step.
  const windows = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
    detached: !windows,
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  let output = '';
  let shown = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk;
      if (shown) process.stdout.write(chunk);
    });
  const closed = new Promise<void>(resolve => child.on('close', () => resolve()));
  const ended = new Promise<number>(resolve => {
    child.on('error', error => {
      output += `${error.message}\n`;
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', exitCode => resolve(exitCode ?? 1));
  });
  const finish = async (code: number): Promise<Result> => {
    if (pid !== undefined) {
      signalGroup(pid, 'SIGKILL');
      running.delete(pid);
    }
    // What it said last may come behind its end; whoever left the group may keep the line open for ever.
    const patience = setTimeout(() => {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    }, 5_000);
    await closed;
    clearTimeout(patience);
    return judge(step, { code, output, seconds: (performance.now() - startedAt) / 1000 });
  };
  return {
    result: ended.then(finish),
    show: () => {
      shown = true;
      process.stdout.write(output);
    },
  };
}

function judge(step: Step, said: { readonly code: number; readonly output: string; readonly seconds: number }): Result {
  const { code, output, seconds } = said;
  const counts =
    step.counts === 'exit'
      ? { passed: 1, failed: 0, skipped: 0 }
      : (countsIn(output, step.counts) ?? { passed: 0, failed: 0, skipped: 0 });
  // Whatever it counted, a step that does not end well has failed.
  const judged = code !== 0 && counts.failed === 0 ? failure(step, counts) : counts;
  return { name: step.name, seconds, ...judged, ...(judged.failed > 0 ? { said: failuresIn(output) } : {}) };
}

function failure(step: Step, counts: Counts): Counts {
  return { ...counts, passed: step.counts === 'exit' ? 0 : counts.passed, failed: 1 };
}

function report(all: readonly Result[]): void {
  const sum = (pick: (result: Result) => number) => all.reduce((total, result) => total + pick(result), 0);
  for (const { name, said } of all) if (said) console.log(`\n✗ what failed in ${name}:\n${said.join('\n')}`);
  console.log('');
  for (const { name, passed, failed, skipped, seconds } of all) {
    const also = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(
      `${failed > 0 ? '✗' : '✓'} ${name.padEnd(14)} ${String(passed).padStart(5)} passed, ${failed} failed${also}  (${seconds.toFixed(1)} s)`,
    );
  }
  const [passed, failed, skipped] = [
    sum(result => result.passed),
    sum(result => result.failed),
    sum(result => result.skipped),
  ];
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || stopped || passed === 0 ? 1 : 0;
}

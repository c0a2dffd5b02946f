import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import type { Running } from './running.ts';

export type ServiceOptions = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Where it answers once it is up; without one it counts as up when it has lived a second. */
  readonly port?: number;
  readonly logFile: string;
  readonly running: Running;
  /** Told when it ends by itself. */
  onCrash(sentence: string): void;
  /** Told what the process itself has for whoever sits at the console. */
  onSay(sentence: string): void;
};

/** One of our processes: its output goes to a file, and it can be stopped and started again. */
export class Service {
  readonly options: ServiceOptions;
  private child: ChildProcess | undefined;
  private stopping = false;

  constructor(options: ServiceOptions) {
    this.options = options;
  }

  get isUp(): boolean {
    return this.child !== undefined;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async start(): Promise<void> {
    const { name, command, args, env, cwd, logFile, running } = this.options;
    this.stopping = false;
    mkdirSync(path.dirname(logFile), { recursive: true });
    // The file itself and no pipe: what it said last is there to be read the moment it is gone.
    const log = openSync(logFile, 'w', 0o600);
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', log, log, 'ipc'],
      // A group of its own: Ctrl-C is for the starter, which stops things in order.
      detached: process.platform !== 'win32',
    });
    closeSync(log);
    this.child = child;
    child.on('error', error => appendFileSync(logFile, `${error.message}\n`));
    child.on('message', message => {
      if (typeof message === 'object' && 'say' in message) this.options.onSay(String(message.say));
    });
    child.on('exit', (code, signal) => {
      this.child = undefined;
      running.forget(name);
      if (!this.stopping) this.options.onCrash(this.crashSentence(code, signal));
    });
    if (child.pid !== undefined) running.note(name, child.pid);
    await this.untilUp(child);
  }

  async stop(): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    this.stopping = true;
    const gone = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), 8000);
    await gone;
    clearTimeout(impatient);
  }

  private async untilUp(child: ChildProcess): Promise<void> {
    const { name, port, logFile } = this.options;
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    const deadline = performance.now() + (port === undefined ? 1000 : 60_000);
    while (performance.now() < deadline) {
      if (ended) {
        this.stopping = true;
        throw new Error(`The ${name} did not start. The end of ${logFile}:\n${tail(logFile)}`);
      }
      if (port !== undefined && (await answers(port))) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    if (port !== undefined)
      throw new Error(`The ${name} does not answer on port ${port} after a minute; see ${logFile}`);
  }

  private crashSentence(code: number | null, signal: NodeJS.Signals | null): string {
    const { name, logFile } = this.options;
    if (code === 0) return `The ${name} has been closed.`;
    return `The ${name} ended by itself (${signal ?? `exit ${code}`}). The end of ${logFile}:\n${tail(logFile)}`;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  } catch {
    return '(nothing)';
  }
}

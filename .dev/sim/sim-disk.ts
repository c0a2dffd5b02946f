import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { openBetterSqlite } from '../../desktop/store/open-better-sqlite.ts';
import type { OpenDatabase, SqlDatabase, SqlValue } from '../../desktop/store/sql.ts';
import { damagePage } from './damage-page.ts';

/** The process is gone in the middle of what it did. Everything it asks of its file afterwards fails as well. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash';
}

export type CrashPlan = { writesLeft: number; readonly when: 'before' | 'after' };

/**
 * A station's disk: a real SQLite file through the store's own driver seam. Crashes at the n-th write or right after it, power cuts that
 * lose what no flush had forced down, a disk that is full.
 */
export class SimDisk {
  crash: CrashPlan | null = null;
  crashed = false;
  diedWhen: CrashPlan['when'] = 'before';
  writes = 0;
  readonly #folder: string;
  readonly #bug: string | null;
  #generation = 0;
  #database: SqlDatabase | null = null;
  #flushedBytes = 0;
  #full = false;

  constructor(folder: string, bug: string | null) {
    this.#folder = folder;
    this.#bug = bug;
    mkdirSync(this.#place(), { recursive: true });
  }

  #place(): string {
    return path.join(this.#folder, String(this.#generation));
  }

  get file(): string {
    return path.join(this.#place(), 'station.db');
  }

  readonly open: OpenDatabase = file => {
    const real = openBetterSqlite(file);
    this.#database = real;
    const disk = this;
    return {
      prepare: sql => {
        const statement = real.prepare(sql);
        const writes = !/^\s*(?:select|with)\b/i.test(sql);
        const run = (...values: SqlValue[]) => disk.#write(sql, () => statement.run(...values));
        return {
          run,
          get: (...values) => disk.#read(() => statement.get(...values)),
          all: (...values) =>
            writes ? disk.#write(sql, () => statement.all(...values)) : disk.#read(() => statement.all(...values)),
        };
      },
      exec: sql => disk.#write(sql, () => real.exec(sql)),
      pragma: text =>
        disk.#read(() =>
          real.pragma(disk.#bug === 'normal-sync' && text === 'synchronous = full' ? 'synchronous = normal' : text),
        ),
      close: () => {
        if (!disk.crashed) real.close();
      },
      get inTransaction() {
        return real.inTransaction;
      },
    };
  };

  #read<T>(work: () => T): T {
    if (this.crashed) throw new SimulatedCrash('the process is gone');
    return work();
  }

  #write<T>(sql: string, work: () => T): T {
    if (this.crashed) throw new SimulatedCrash('the process is gone');
    this.writes += 1;
    const dies = this.crash !== null && --this.crash.writesLeft <= 0 ? this.crash : null;
    if (dies !== null) this.diedWhen = dies.when;
    if (dies?.when === 'before') this.#die(sql);
    const result = work();
    if (/^\s*commit/i.test(sql)) this.#flushed();
    if (dies !== null) this.#die(sql);
    return result;
  }

  #die(sql: string): never {
    this.crashed = true;
    this.crash = null;
    throw new SimulatedCrash(`at: ${sql.slice(0, 40)}`);
  }

  /** A commit is on the platter when SQLite was told to wait for that (`synchronous = full`), else with the next checkpoint. */
  #flushed(): void {
    const [row] = this.#database?.pragma('synchronous') ?? [];
    const level = typeof row === 'object' && row !== null && 'synchronous' in row ? row.synchronous : 0;
    if (level === 2) this.#flushedBytes = this.#walBytes();
  }

  #walBytes(): number {
    const wal = `${this.file}-wal`;
    return existsSync(wal) ? statSync(wal).size : 0;
  }

  /** Planted: the station's own history is gone from the mirror, though not from the journal. */
  forgetScans(): void {
    this.#database?.exec('delete from scans');
  }

  setFull(full: boolean): void {
    this.#full = full;
    if (this.crashed || this.#database === null) return;
    if (full) {
      const [row] = this.#database.pragma('page_count');
      const pages = typeof row === 'object' && row !== null && 'page_count' in row ? Number(row.page_count) : 1;
      this.#database.pragma(`max_page_count = ${pages}`);
    } else this.#database.pragma('max_page_count = 1073741823');
  }

  get full(): boolean {
    return this.#full;
  }

  /** What is left of the file when the process, or the power, is gone: the next start opens that. */
  loseProcess(power: boolean, random: SeededRandom): void {
    const walBytes = this.#walBytes();
    this.#startFrom(this.file);
    if (power && walBytes > this.#flushedBytes)
      truncateSync(`${this.file}-wal`, this.#flushedBytes + random.below(walBytes - this.#flushedBytes + 1));
    this.#flushedBytes = this.#walBytes();
  }

  /** As somebody does who copies the laptop's folder. */
  backUp(): void {
    mkdirSync(path.dirname(this.#backup()), { recursive: true });
    copyTo(this.file, this.#backup());
  }

  restoreBackup(): void {
    this.#startFrom(this.#backup());
    this.#flushedBytes = this.#walBytes();
  }

  /** The station was stopped as it should be; while it was off, a page of its file went bad. */
  damage(random: SeededRandom): void {
    // Folds the log into the file.
    this.#database?.close();
    this.#database = null;
    damagePage(this.file, random);
    this.#startFrom(this.file);
    this.#flushedBytes = this.#walBytes();
  }

  #backup(): string {
    return path.join(this.#folder, 'backup', 'station.db');
  }

  /** The next start opens a copy of this, and nothing of the last process reaches it. */
  #startFrom(file: string): void {
    this.crashed = true;
    const old = this.#place();
    this.#generation += 1;
    mkdirSync(this.#place(), { recursive: true });
    copyTo(file, this.file);
    // Only now: closing would write the log back into the file, as no crash does.
    this.#database?.close();
    this.#database = null;
    rmSync(old, { recursive: true, force: true });
    this.crashed = false;
    this.crash = null;
    this.#full = false;
  }

  destroy(): void {
    this.#database?.close();
    this.#database = null;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function copyTo(from: string, to: string): void {
  for (const suffix of ['', '-wal']) {
    rmSync(to + suffix, { force: true });
    if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  }
}

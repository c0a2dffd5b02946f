import type { Problem } from '#shared/api/station.ts';
import type { RandomBytes } from '#shared/kernel/ids.ts';
import { mintId } from '#shared/kernel/ids.ts';
import { type ClockSample, estimateClockOffset } from '#shared/sync/clock-offset.ts';
import type { OpBody } from '#shared/sync/operations.ts';
import type { SyncStore } from '../station/mirror-ports.ts';
import type { SecretStore, StationClock, StationIdentity, SyncStatus } from '../station/ports.ts';
import type { CloudAccess, CloudAnswer, CloudClient } from './cloud-client.ts';

export type SyncDeps = {
  readonly sync: SyncStore;
  readonly cloud: CloudClient;
  readonly secrets: SecretStore;
  readonly clock: StationClock;
  readonly randomBytes: RandomBytes;
  /** In [0, 1): keeps a venue's stations from asking all at once. */
  readonly chance: () => number;
  /** Lets the door in between two slices of work. */
  readonly breathe: () => Promise<void>;
  readonly report: (fault: unknown, doing: string) => void;
};

/** `worked`: there may be more. `idle`: nothing to do. `failed`: try again later. */
export type StepResult = 'worked' | 'idle' | 'failed';

/** What the steps share: the world, and what is known of the link. */
export type SyncContext = SyncDeps & {
  readonly status: () => SyncStatus;
  readonly changed: () => void;
  readonly onChange: (listener: () => void) => void;
  readonly setProblem: (code: string, problem: Omit<Problem, 'code'> | null) => void;
  /** Reads what an answer says of link, clock and protocol; null when it was not `ok`. */
  readonly heard: <T>(answer: CloudAnswer<T>) => T | null;
  /** How to reach the cloud as this station; null when it is nobody's. */
  readonly access: () => Promise<CloudAccess | null>;
  readonly note: (topic: 'journal-forked' | 'revoked' | 'paired' | 'file-recovered', text: string) => void;
  readonly identity: () => StationIdentity | null;
};

/** A smaller change than this is noise, and not worth a write. */
const offsetNoiseMs = 100;

export function makeSyncContext(deps: SyncDeps): SyncContext {
  const { store } = deps.sync;
  const listeners = new Set<() => void>();
  let link: 'online' | 'offline' = 'offline';
  let protocol: Protocol = 'ok';
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const { problems, setProblem } = problemList(changed);
  const setLink = (next: typeof link) => {
    if (link === next) return;
    link = next;
    changed();
  };
  const measure = clockMeasure(store, changed);
  return {
    ...deps,
    changed,
    setProblem,
    onChange: listener => listeners.add(listener),
    status: () => ({
      link: store.settings.read('paused') === true ? 'paused' : link,
      protocol,
      problems: [...problems.values()],
    }),
    identity: () => store.settings.read('identity'),
    heard: answer => {
      setLink(answer.kind === 'ok' || answer.kind === 'refused' ? 'online' : 'offline');
      tellGarbled(setProblem, answer);
      if (answer.kind === 'refused') protocol = protocolAfter(setProblem, answer.code, protocol);
      if (answer.kind !== 'ok') return null;
      protocol = 'ok';
      setProblem('protocol-too-old', null);
      setProblem('unauthenticated', null);
      if (answer.clock !== null) measure(answer.clock);
      return answer.value;
    },
    access: async () => {
      const identity = store.settings.read('identity');
      if (identity === null) return null;
      const token = await deps.secrets.read(identity.tokenName);
      if (token === null) tellUnknown(setProblem);
      return token === null ? null : { cloudUrl: identity.cloudUrl, token, unsent: store.journal.unsent() };
    },
    note: (topic, text) => {
      if (store.journal.current() === null) return;
      const body: OpBody = { kind: 'note', eventId: null, topic, operatorId: null, text };
      const clockOffsetMs = store.settings.read('clockOffsetMs');
      store.journal.append({ opId: mintId('OpId', deps.randomBytes), at: deps.clock.now(), clockOffsetMs, body });
    },
  };
}

function problemList(changed: () => void) {
  const problems = new Map<string, Problem>();
  const setProblem: SyncContext['setProblem'] = (code, problem) => {
    const known = problems.get(code);
    if (problem === null ? known === undefined : known !== undefined && isSame(known, problem)) return;
    if (problem === null) problems.delete(code);
    else problems.set(code, { code, ...problem });
    changed();
  };
  return { problems, setProblem };
}

function isSame(known: Problem, { lost, facts }: Omit<Problem, 'code'>): boolean {
  return known.lost === lost && JSON.stringify(known.facts) === JSON.stringify(facts);
}

/** Of the last answers' clocks, the offset that fits them best. */
function clockMeasure({ settings }: SyncStore['store'], changed: () => void): (sample: ClockSample) => void {
  let samples: readonly ClockSample[] = [];
  return sample => {
    samples = [...samples, sample].slice(-15);
    const estimate = estimateClockOffset(samples);
    const known = settings.read('clockOffsetMs');
    if (estimate === null || (known !== null && Math.abs(known - estimate.offsetMs) < offsetNoiseMs)) return;
    settings.write('clockOffsetMs', estimate.offsetMs);
    changed();
  };
}

type Protocol = SyncStatus['protocol'];

function protocolAfter(setProblem: SyncContext['setProblem'], code: string, before: Protocol): Protocol {
  if (code === 'unauthenticated') tellUnknown(setProblem);
  if (code !== 'protocol-too-old') return before;
  setProblem('protocol-too-old', {
    lost: false,
    facts: {},
  });
  return 'too-old';
}

function tellGarbled<T>(setProblem: SyncContext['setProblem'], answer: CloudAnswer<T>): void {
  if (answer.kind === 'unreachable') return;
  setProblem(
    'cloud-garbled',
    answer.kind === 'garbled'
      ? {
          lost: false,
          facts: { what: answer.what },
        }
      : null,
  );
}

function tellUnknown(setProblem: SyncContext['setProblem']): void {
  setProblem('unauthenticated', {
    lost: false,
    facts: {},
  });
}

import type { PersonId } from '#shared/kernel/ids.ts';

/** A person as the keeper of accounts knows them. */
export type KnownPerson = { readonly personId: PersonId; readonly email: string; readonly name: string };

/** A fresh session: who it is and the `set-cookie` lines that carry it. */
export type OpenedSession = { readonly person: KnownPerson; readonly cookies: readonly string[] };

/**
 * Who people are. Knows accounts, passwords and browser sessions, and nothing of organizations and roles.
 * OpenID Connect will be one more way to open a session here: `beginSignIn` and `finishSignIn` beside `signIn`.
 */
export type Identity = {
  /** Null for a wrong password and for an unknown account, in the same time. */
  signIn(attempt: {
    readonly email: string;
    readonly password: string;
    readonly headers: Headers;
  }): Promise<OpenedSession | null>;
  /** Who the session cookie of these headers belongs to. */
  personOfSession(headers: Headers): Promise<KnownPerson | null>;
  /** Ends the session of these headers; answers the cookies that remove it. */
  signOut(headers: Headers): Promise<readonly string[]>;
  personById(personId: PersonId): Promise<KnownPerson | null>;
  personByEmail(email: string): Promise<KnownPerson | null>;
  /** Null when the address already has an account. */
  register(account: {
    readonly email: string;
    readonly password: string;
    readonly name: string;
  }): Promise<KnownPerson | null>;
};

/** Whose failures are counted, how many are free, and how long the growing delay may get. */
export type AttemptKey = { readonly hash: Uint8Array; readonly freeAttempts: number; readonly delayMaxMs: number };

/** Failed sign-ins, remembered across processes. */
export type SignInAttempts = {
  /** Counts an attempt as failed before it is made; how long to wait instead, when one of the keys is blocked. */
  reserve(keys: readonly AttemptKey[], nowMs: number): Promise<{ readonly waitMs: number }>;
  /** It was the right password after all: the account starts over, the address gets this one attempt back. */
  succeeded(keys: { readonly account: Uint8Array; readonly address: Uint8Array }): Promise<void>;
};

/** What the process tells whoever runs it. Never a secret, a code or a person's answer. */
export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
};
export type Log = (entry: LogEntry) => void;

/** Seals signing keys with the deployment's master key. What is sealed opens only for the same purpose. */
export type KeyVault = {
  seal(secret: Uint8Array, purpose: string): Uint8Array;
  open(sealed: Uint8Array, purpose: string): Uint8Array;
};

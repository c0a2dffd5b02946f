import type { AppDeps } from '../../cloud/http/app.ts';

const nobody = async () => null;
const blank = async () => new Uint8Array();

/** What a run of seeds needs of the cloud and never looks at: nobody signs in, papers are blank, addresses are one. */
export const nobodyElse = {
  identity: {
    signIn: nobody,
    personOfSession: nobody,
    signOut: async () => [],
    personById: nobody,
    personByEmail: nobody,
    register: nobody,
  },
  signInAttempts: { reserve: async () => ({ waitMs: 0 }), succeeded: async () => {} },
  linkSecret: new Uint8Array(32).fill(9),
  shopFreshMs: 0,
  papers: { tickets: blank, document: blank, evidence: blank },
  callsPerMinuteMax: Number.MAX_SAFE_INTEGER,
  addressOf: () => '192.0.2.1',
} satisfies Partial<AppDeps>;

import { describeFault, type FaultDescription } from '../../cloud/services/describe-fault.ts';

/** What a start that failed says: our own sentence, or of a statement what the database said to it, never what it was to write. */
export function faultSentence(error: unknown): string {
  const told = describeFault(error);
  if (told.statement === undefined && told.sqlState === undefined)
    return error instanceof Error ? error.message : String(error);
  return `The start did not get through, because ${deepest(told)}. Nothing is half done by it: start again.`;
}

function deepest({ message, causes: [cause] = [] }: FaultDescription): string {
  return cause === undefined ? message : deepest(cause);
}

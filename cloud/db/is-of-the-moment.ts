/** A lost connection, a deadlock, a timeout: nobody's input is to blame, and the same work may well go through when tried again. */
export function isOfTheMoment(error: unknown): boolean {
  return (
    isDatabaseAway(error) ||
    hasCause(error, code => /^(?:(?:40|55)[0-9A-Z]{3}|ECONN.*|EPIPE|ENOENT|ETIMEDOUT)$/.test(code))
  );
}

/**
 * The database went away under the work, was not to be reached, or ended what took too long or stood still: of the moment, and told
 * by the database's own words alone. A folder that is missing, or somebody else who does not answer, is another matter.
 */
export function isDatabaseAway(error: unknown): boolean {
  return hasCause(
    error,
    (code, message) => /^(?:(?:08|53|57)[0-9A-Z]{3}|25P0[34])$/.test(code) || lostConnection.test(message),
  );
}

function hasCause(error: unknown, says: (code: string, message: string) => boolean): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (says('code' in cause && typeof cause.code === 'string' ? cause.code : '', cause.message)) return true;
  return false;
}

const lostConnection =
  /connection (?:terminated|timeout|ended)|timeout exceeded when trying to connect|connection error and is not queryable/i;

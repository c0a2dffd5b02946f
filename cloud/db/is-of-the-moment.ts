/** A lost connection, a deadlock, a timeout: nobody's input is to blame, and the same work may well go through when tried again. */
export function isOfTheMoment(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (/^(?:08|40|53|55|57)[0-9A-Z]{3}$/.test(code) || /^(?:ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)) return true;
    if (lostConnection.test(cause.message)) return true;
  }
  return false;
}

const lostConnection =
  /connection (?:terminated|timeout|ended)|timeout exceeded when trying to connect|connection error and is not queryable/i;

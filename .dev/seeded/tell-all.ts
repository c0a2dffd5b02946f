/** A fault with every cause behind it: of a statement that failed it is the cause that says why. Nobody's real data is in a run. */
export function tellAll(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const causes = error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  return [error.stack ?? error.message, ...causes.map(cause => `because of ${tellAll(cause)}`)].join('\n  ');
}

/**
 * What may be told of an error to logs, to the queue of jobs and to a console. A statement's parameters are people's names,
 * addresses and answers, and the database repeats them in its messages; so of both only their shape is told.
 */
export type FaultDescription = {
  readonly name: string;
  readonly message: string;
  readonly sqlState?: string;
  readonly constraint?: string;
  readonly table?: string;
  /** With its placeholders, never with what stood in their place. */
  readonly statement?: string;
  readonly frames: readonly string[];
  readonly causes?: readonly FaultDescription[];
};

const charsMax = 300;
const framesMax = 12;
const causesDeep = 4;

export function describeFault(error: unknown, deep = causesDeep): FaultDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: withoutAddresses(String(error)), frames: [] };
  const causes = deep === 0 ? [] : causesOf(error).map(cause => describeFault(cause, deep - 1));
  return {
    name: error.name,
    ...(isOfStatement(error) ? ofStatement(error) : isOfDatabase(error) ? ofDatabase(error) : ofProgram(error)),
    frames: framesOf(error),
    ...(causes.length === 0 ? {} : { causes }),
  };
}

/** The same in one line, for a column or a page that has room for no more. */
export function tellFault(error: unknown): string {
  const lines: string[] = [];
  const tell = ({ name, message, statement, causes = [] }: FaultDescription): void => {
    lines.push(statement === undefined ? `${name}: ${message}` : `${message}: ${statement}`);
    causes.forEach(tell);
  };
  tell(describeFault(error));
  return lines.join(' < ').slice(0, charsMax);
}

/** What is thrown on to whoever writes down messages and stacks as they come. */
export function tellableError(error: unknown): Error {
  const told = new Error(tellFault(error));
  told.stack = [`Error: ${told.message}`, ...describeFault(error).frames].join('\n    at ');
  return told;
}

type OfStatement = Error & { readonly query: string };
type OfDatabase = Error & { readonly code: string; readonly constraint?: unknown; readonly table?: unknown };

function isOfStatement(error: Error): error is OfStatement {
  return 'query' in error && typeof error.query === 'string' && 'params' in error;
}

function isOfDatabase(error: Error): error is OfDatabase {
  return 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error;
}

function ofStatement({ query }: OfStatement) {
  return { message: 'a statement failed', statement: query.replaceAll(/\s+/g, ' ').slice(0, charsMax) };
}

function ofDatabase({ code, constraint, table }: OfDatabase) {
  const of = typeof constraint === 'string' ? ` of ${constraint}` : '';
  return {
    message: `the database refused with ${code}${of}`,
    sqlState: code,
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
  };
}

function ofProgram({ message }: Error) {
  return { message: withoutAddresses(message) };
}

function causesOf(error: Error): readonly unknown[] {
  if (error instanceof AggregateError) return error.errors.slice(0, causesDeep);
  return error.cause === undefined || error.cause === null ? [] : [error.cause];
}

/** A stack begins with the message, which may have lines of its own. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const after = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(after)
    .split('\n')
    .flatMap(line => /^\s+at (.+(?::\d+:\d+\)?|\(<anonymous>\)|\(native\)))$/.exec(line)?.[1] ?? [])
    .slice(0, framesMax);
}

/** Messages of our own name ids and figures; those of others may repeat an address that was handed to them. */
function withoutAddresses(message: string): string {
  return message.replaceAll(/[^\s<>"'=(,;:]+@[^\s<>"'),;:]+/g, '…@…').slice(0, charsMax);
}

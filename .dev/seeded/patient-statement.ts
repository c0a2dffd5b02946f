/**
 * How long a statement and a pause between two may take is the machine's time, and a run that is replayed from its seed has a clock
 * of its own: a machine that stands still for a while breaks no transaction of it. What waits for ever still fails.
 */
export function patientStatement(args: readonly unknown[]): readonly unknown[] {
  const [first, ...rest] = args;
  return typeof first === 'string' ? [first.replaceAll(timeouts, `$1'${patienceMs}'`), ...rest] : args;
}

const patienceMs = 600_000;
const timeouts = /(set_config\('(?:statement_timeout|idle_in_transaction_session_timeout)', )'\d+'/g;

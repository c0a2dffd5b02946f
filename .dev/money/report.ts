import type { SeedResult } from './run-seed.ts';

/** What a run of several seeds did and came to. */
export function report(results: readonly SeedResult[], took: { readonly ms: number; readonly cpuMs: number }): string {
  const sum = (of: (result: SeedResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const first = results[0]?.plan.seed ?? 0;
  const hook = (name: keyof SeedResult['counts']['hooks']) => sum(({ counts }) => counts.hooks[name]);
  const call = (name: keyof SeedResult['counts']['calls']) => sum(({ counts }) => counts.calls[name]);
  const balances = new Map<string, { ledger: number; provider: number }>();
  for (const { currency, ledger, provider } of results.flatMap(result => result.balances)) {
    const before = balances.get(currency) ?? { ledger: 0, provider: 0 };
    balances.set(currency, { ledger: before.ledger + ledger, provider: before.provider + provider });
  }
  const whole = results.every(({ violations }) => violations.length === 0);
  return [
    `money: seeds ${first} to ${first + results.length - 1}, ${sum(({ counts }) => counts.orders)} orders in ${sum(({ counts }) => counts.steps)} steps and ${(took.ms / 1_000).toFixed(1)} s (${(took.cpuMs / 1_000).toFixed(1)} s of processor beside Postgres); ` +
      `${sum(({ counts }) => counts.refunds)} refunds, ${sum(({ counts }) => counts.disputes)} disputes and warnings, ${sum(({ counts }) => counts.deaths)} processes died`,
    `${sum(({ counts }) => counts.paidTwice)} payments twice, ${sum(({ counts }) => counts.waited)} places in line, ${sum(({ counts }) => counts.offersTried)} offers tried to take, ${sum(({ counts }) => counts.offersTaken)} taken`,
    `webhooks: ${hook('heard')} heard, ${hook('duplicate')} of them again, ${hook('late')} out of order, ${hook('forged')} forged, ${hook('refused')} while we were down, ${hook('dropped')} never sent`,
    `calls: ${call('made')}, ${call('failed')} failed before and ${call('lost')} after the deed, ${call('busy')} told to wait`,
    ...[...balances].map(
      ([currency, { ledger, provider }]) =>
        `${currency}: trial balance 0, ledger ${ledger}, provider ${provider}, difference ${ledger - provider}`,
    ),
    ...(whole
      ? [
          'no pool sold beyond its places, every order in a legal final state with its tickets, every effect of a webhook once',
        ]
      : []),
  ].join('\n');
}

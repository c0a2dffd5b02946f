import type { RefusalFacts } from '../kernel/refusal.ts';
import type { Tell } from './catalogue.ts';

/** A fact as text, or null when the refusal came without it. */
export function factText(facts: RefusalFacts, name: string): string | null {
  const fact = facts[name];
  if (fact === undefined || fact === null || fact === '') return null;
  return typeof fact === 'object' ? fact.join(', ') : String(fact);
}

/** A number among the facts, or null. */
export function factNumber(facts: RefusalFacts, name: string): number | null {
  const fact = facts[name];
  return typeof fact === 'number' ? fact : null;
}

/** How many minutes to wait, rounded up; null where a moment is enough. */
export function factWait(facts: RefusalFacts): number | null {
  const ms = factNumber(facts, 'retryAfterMs');
  return ms === null || ms <= 60_000 ? null : Math.ceil(ms / 60_000);
}

/** The sum `minimumMinor` in the refusal's currency. */
export function factMoney(facts: RefusalFacts, tell: Tell): string {
  return factSum(facts, 'minimumMinor', tell);
}

/** A sum by its name, in the currency beside it. */
export function factSum(facts: RefusalFacts, name: string, tell: Tell): string {
  return tell.money(factNumber(facts, name) ?? 0, factText(facts, 'currency') ?? 'EUR');
}

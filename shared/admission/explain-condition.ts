import { unreachable } from '../kernel/assert.ts';
import { toLocal } from '../kernel/instant.ts';
import type { RuleCondition } from './types.ts';

/** CK-13: the nearest condition as a plain English sentence; `shared/wording` says the same in other languages. */
export function explainCondition({ negated, condition }: RuleCondition, zone: string): string {
  switch (condition.kind) {
    case 'tier-is':
      return `${negated ? 'Not for' : 'Only for'} ${condition.tierNames.join(', ') || 'other tickets'}`;
    case 'time-after':
    case 'time-before': {
      const local = toLocal(condition.at, zone);
      const from = (condition.kind === 'time-after') !== negated;
      return `Only ${from ? 'from' : 'until'} ${local.date} ${local.time.slice(0, 5)}`;
    }
    case 'entries-below':
      return negated
        ? `Only after ${condition.count} entries; there were ${condition.entries}`
        : `At most ${condition.count} entries; there were ${condition.entries}`;
    case 'entries-today-below':
      return negated
        ? `Only after ${condition.count} entries today; there were ${condition.entries}`
        : `At most ${condition.count} entries a day; there were ${condition.entries} today`;
    case 'minutes-since-entry-above':
      return negated
        ? `Only within ${condition.minutes} minutes of the last entry`
        : `Only ${condition.minutes} minutes after the last entry`;
    case 'inside-checkpoint':
      return negated
        ? `Only for people who are not inside ${condition.checkpointName}`
        : `Only for people who are inside ${condition.checkpointName}`;
    case 'answer-is':
      return `${negated ? 'Not' : 'Only'} with the answer “${condition.value}”${condition.label === null ? '' : ` to “${condition.label}”`}`;
    case 'never':
      return 'Nobody may enter here';
    case 'not-evaluable':
      return `This could not be checked: ${condition.what} is not known`;
    default:
      return unreachable(condition);
  }
}

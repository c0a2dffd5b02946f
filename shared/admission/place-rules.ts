import type { DoorCheckpoint } from '../catalog/door-event.ts';
import type { Instant } from '../kernel/instant.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { explainCondition } from './explain-condition.ts';
import { matchesAddOn } from './match-add-on.ts';
import { hasEntriesLeft } from './presence.ts';
import { type DoorVerdictRule, refuse } from './scan-context.ts';
import type { FirstUse } from './types.ts';

/** CK-10: both windows have to be open, the ticket's and the checkpoint's; both ends belong to them. */
export const placeWindowRule: DoorVerdictRule = context => {
  const { now, facts, notBefore, notAfter } = context;
  const window = facts.checkpoint.window;
  // Too late is final, so it is told even where another window has not opened yet.
  const closesAt = earliest([notAfter, window?.closesAt ?? null]);
  if (closesAt !== null && now > closesAt) return refuse(context, 'CK-10', { reason: 'too-late', limit: closesAt });
  const opensAt = latest([notBefore, window?.opensAt ?? null]);
  if (opensAt !== null && now < opensAt) return refuse(context, 'CK-10', { reason: 'too-early', limit: opensAt });
  return null;
};

/** CK-11. A tier that is not known here is left to CK-17. */
export const wrongGateRule: DoorVerdictRule = context => {
  const { facts, tier } = context;
  if (tier === null || admitsTier(facts.checkpoint, tier.tierId)) return null;
  if (facts.checkpoint.matchesAddOns && matchesAddOn(facts, tier)) return null;
  const rightCheckpoints = facts.event.checkpoints
    .filter(checkpoint => admitsTier(checkpoint, tier.tierId))
    .map(({ checkpointId, name }) => ({ checkpointId, name }));
  return refuse(context, 'CK-11', { reason: 'wrong-gate', rightCheckpoints });
};

/** CK-13. */
const organizerRule: DoorVerdictRule = context => {
  const { facts, ticket, tier, presence, now } = context;
  if (facts.checkpoint.rule === null) return null;
  const { event, history } = facts;
  const ownHistory = history.filter(scan => scan.ticketId === context.ticketId);
  const answers = ticket?.answers ?? null;
  const evaluation = evaluateRule(facts.checkpoint.rule, { event, tier, answers, presence, history: ownHistory, now });
  if (evaluation.kind === 'met') return null;
  const { nearest, evaluable } = evaluation;
  return refuse(context, 'CK-13', {
    reason: 'rule',
    explains: explainCondition(nearest, event.zone),
    evaluable,
    nearest,
  });
};

/** CK-14 by the entry mode of CK-20. */
const usedUpRule: DoorVerdictRule = context => {
  const { facts, presence } = context;
  if (hasEntriesLeft(presence, facts.checkpoint)) return null;
  // Where people come and go, the use that matters is the one that began this stay.
  const use = (facts.checkpoint.entryMode === 're-entry' ? presence.stayBegan : null) ?? presence.firstEntry;
  if (use === null) return null;
  const { at, gateName, stationName, operatorName } = use;
  const first: FirstUse = { at, gateName, stationName, operatorName };
  return refuse(context, 'CK-14', { reason: 'already-used', uses: presence.entries, first });
};

/** CK-15. Somebody who is counted already takes no further place. */
const zoneFullRule: DoorVerdictRule = context => {
  const { facts, presence } = context;
  const zone = facts.event.zones.find(known => known.zoneId === facts.checkpoint.zoneId);
  if (zone === undefined || zone.capacity === null || facts.zoneInside === null) return null;
  const countedAlready = presence.insideCount >= (facts.checkpoint.entriesMax ?? 1);
  if (countedAlready || facts.zoneInside < zone.capacity) return null;
  return refuse(context, 'CK-15', { reason: 'zone-full' });
};

/** What this place says of the ticket, in the order of the numbers: CK-10 to CK-15. */
export const placeRules = [
  placeWindowRule,
  wrongGateRule,
  organizerRule,
  usedUpRule,
  zoneFullRule,
] as const satisfies readonly DoorVerdictRule[];

function admitsTier(checkpoint: DoorCheckpoint, tierId: string): boolean {
  return checkpoint.admitsTierIds === null || checkpoint.admitsTierIds.some(admitted => admitted === tierId);
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((best, at) => (best === null || (at !== null && at < best) ? at : best), null);
}

function latest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((best, at) => (best === null || (at !== null && at > best) ? at : best), null);
}

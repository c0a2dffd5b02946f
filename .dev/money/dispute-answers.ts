import type { SeededRandom } from '#shared/testing/seeded-random.ts';
import { stageEvidence, submitEvidence } from '../../cloud/services/disputes/answer-dispute.ts';
import { acceptDispute, dismissDispute } from '../../cloud/services/disputes/give-up-dispute.ts';
import { inCloud } from './in-cloud.ts';
import type { Action, MoneyOrg, MoneyWorld } from './money-world.ts';

/** What organizers do about disputes and warnings they have heard of. */
export const disputeActions: readonly Action[] = [
  { name: 'answer a dispute', weight: 4, needs: 'dispute', act: answer },
  { name: 'let a dispute go', weight: 1, needs: 'dispute', act: accept },
  { name: 'dismiss a warning', weight: 1, needs: 'dispute', act: dismiss },
];

type Known = { readonly org: MoneyOrg; readonly disputeId: string };

async function waiting({ cloud, orgs }: MoneyWorld, stages: readonly string[]): Promise<readonly Known[]> {
  const { rows } = await cloud.root.query<{ orgId: string; disputeId: string }>(
    `select org_id as "orgId", dispute_id as "disputeId" from app.disputes where stage = any ($1) and state = 'needs-response'
     order by opened_at, dispute_id`,
    [stages],
  );
  return rows.flatMap(({ orgId, disputeId }) =>
    orgs.filter(org => org.orgId === orgId).map(org => ({ org, disputeId })),
  );
}

async function answer(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const { cloud } = world;
  const open = await waiting(world, ['inquiry', 'dispute']);
  if (open.length === 0) return 'nothing';
  const { org, disputeId } = random.pick(open);
  // The provider's test mode decides by these words.
  const statement = random.pick(['winning_evidence', 'losing_evidence', 'We spoke to them.']);
  const verb = random.chance(0.3) ? stageEvidence : submitEvidence;
  return inCloud(cloud.web, async () => {
    const ctx = cloud.ctx(cloud.web, org.orgId);
    const view = await verb(ctx, depsOf(world), disputeId, { statement });
    return `${disputeId} ${view.state}`;
  });
}

async function accept(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const { cloud } = world;
  const open = await waiting(world, ['dispute']);
  if (open.length === 0) return 'nothing';
  const { org, disputeId } = random.pick(open);
  return inCloud(cloud.web, async () => {
    const view = await acceptDispute(cloud.ctx(cloud.web, org.orgId), depsOf(world), disputeId, { confirm: true });
    return `${disputeId} ${view.state}`;
  });
}

async function dismiss(world: MoneyWorld, random: SeededRandom): Promise<string> {
  const { cloud } = world;
  const open = await waiting(world, ['early-warning']);
  if (open.length === 0) return 'nothing';
  const { org, disputeId } = random.pick(open);
  return inCloud(cloud.web, async () => (await dismissDispute(cloud.ctx(cloud.web, org.orgId), disputeId)).state);
}

function depsOf({ cloud }: MoneyWorld) {
  const { log, papers } = cloud.jobDeps(cloud.web);
  return { payments: cloud.web.payments, log, papers };
}

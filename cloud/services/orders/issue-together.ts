import type { OrderView } from '#shared/api/orders.ts';
import type { Db } from '../../db/with-tenant.ts';
import { type Combiner, createCombiner } from '../holds/create-combiner.ts';
import { letOthersPass, othersPassedBy } from '../holds/let-others-pass.ts';
import { requirePermission } from '../require-permission.ts';
import { type IssuingOrder, issueOrders } from './issue-orders.ts';

/** PR-4, IN-5: issues an order that costs nothing together with whoever else waits for tickets of the same event. */
export function issueTogether(order: IssuingOrder): Promise<OrderView> {
  const { ctx, eventId } = order;
  requirePermission(ctx, 'orders:place');
  return issuerOf(ctx.db)(`${ctx.orgId} ${eventId}`, order);
}

const issuers = new WeakMap<Db, Combiner<IssuingOrder, OrderView>>();

/** One queue for each database this process sells from. */
function issuerOf(db: Db): Combiner<IssuingOrder, OrderView> {
  const issuer =
    issuers.get(db) ?? createCombiner({ flush: issueOrders, giveWay: letOthersPass, passedBy: othersPassedBy });
  issuers.set(db, issuer);
  return issuer;
}

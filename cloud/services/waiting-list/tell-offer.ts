import { must } from '#shared/kernel/assert.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { WaitingRecord } from './load-waiting.ts';
import { waitingLink } from './waiting-link.ts';

/** WL-2: writes to somebody what is offered to them, until when, and where they take it. */
export async function tellOffer(tx: Tx, ctx: Ctx, secret: Uint8Array, entry: WaitingRecord): Promise<void> {
  const { eventId, tierId, quantity, email, language } = entry;
  const lapsesAt = must(entry.offerLapsesAt, 'until when it is offered');
  const about = { eventId, tierId, quantity, lapsesAt, path: `/offers/${waitingLink(secret, ctx.orgId, entry)}` };
  await enqueueMail(tx, ctx, { kind: 'waiting-list-offer', to: email, language, about });
}

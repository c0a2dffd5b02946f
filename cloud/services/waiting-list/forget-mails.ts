import { and, eq, or, sql } from 'drizzle-orm';
import { mails } from '../../db/tables/mail.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { WaitingRecord } from './load-waiting.ts';

/** WL-6: the mails of a place in line forget whom they went to; one that was not sent yet is not sent any more. */
export async function forgetMails(tx: Tx, entry: WaitingRecord): Promise<void> {
  const { orgId, eventId, entryId, tierId, email } = entry;
  // An offer names the tier and no entry; an address stands in the line of a tier once.
  const joined = sql`${mails.about} ->> 'entryId' = ${entryId}`;
  const offered = and(sql`${mails.about} ->> 'tierId' = ${tierId}`, eq(mails.recipient, email));
  const ofList = sql`${mails.kind} in ('waiting-list-joined', 'waiting-list-offer')`;
  await tx
    .update(mails)
    .set({
      recipient: '',
      // What a provider says of a mail that did not arrive repeats the address.
      failure: null,
      about: sql`case when ${mails.kind} = 'waiting-list-offer' then jsonb_set(${mails.about}, '{path}', 'null') else ${mails.about} end`,
      state: sql`case when ${mails.state} = 'queued' then 'failed' else ${mails.state} end`,
    })
    .where(and(eq(mails.orgId, orgId), eq(mails.eventId, eventId), ofList, or(joined, offered)));
}

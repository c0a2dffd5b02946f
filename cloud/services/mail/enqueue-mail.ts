import { type MailAbout, mailAboutSchema } from '#shared/api/mails.ts';
import { type MailId, mintId } from '#shared/kernel/ids.ts';
import { chooseLanguage } from '#shared/wording/language.ts';
import { enqueueAll } from '../../db/enqueue.ts';
import { mails } from '../../db/tables/mail.ts';
import type { Tx } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';

export const sendMailJobName = 'send-mail';

type WithoutKind<About> = About extends MailAbout ? Omit<About, 'kind'> : never;
type About<Kind extends MailAbout['kind']> = WithoutKind<Extract<MailAbout, { kind: Kind }>>;

export type MailWanted<Kind extends MailAbout['kind']> = {
  readonly kind: Kind;
  readonly to: string;
  /** A language tag; one we do not speak becomes English. */
  readonly language: string;
  readonly about: About<Kind>;
};

/**
 * ML-1: writes down, in the transaction that has something to tell, that a mail is to go out. A job renders and sends it when
 * the transaction commits. Nobody to write to, as with most sales at a till: null, and nothing is written.
 */
export async function enqueueMail<Kind extends MailAbout['kind']>(
  tx: Tx,
  ctx: Ctx,
  wanted: MailWanted<Kind>,
): Promise<MailId | null> {
  const [mailId = null] = await enqueueMails(tx, [{ ctx, wanted }]);
  return mailId;
}

/** The same for many at once, as when orders are issued together. */
export async function enqueueMails<Kind extends MailAbout['kind']>(
  tx: Tx,
  letters: readonly { readonly ctx: Ctx; readonly wanted: MailWanted<Kind> }[],
): Promise<readonly (MailId | null)[]> {
  const rows = letters.map(({ ctx, wanted }) => mailRow(ctx, wanted));
  const written = rows.flatMap(row => row ?? []);
  if (written.length > 0) await tx.insert(mails).values(written);
  const jobs = written.map(({ orgId, mailId }) => ({ payload: { orgId, mailId }, jobKey: `mail:${mailId}` }));
  await enqueueAll(tx, sendMailJobName, jobs);
  return rows.map(row => row?.mailId ?? null);
}

function mailRow<Kind extends MailAbout['kind']>(ctx: Ctx, wanted: MailWanted<Kind>) {
  const recipient = wanted.to.trim();
  if (recipient === '') return null;
  const about = mailAboutSchema.parse({ kind: wanted.kind, ...wanted.about });
  return {
    orgId: ctx.orgId,
    mailId: mintId('MailId', ctx.randomBytes),
    eventId: about.eventId,
    orderId: 'orderId' in about ? about.orderId : null,
    kind: about.kind,
    recipient,
    language: chooseLanguage(wanted.language),
    about,
    queuedAt: ctx.now,
  };
}

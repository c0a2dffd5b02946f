import { and, eq, sql } from 'drizzle-orm';
import type { Letter, PressedLetter } from '#shared/api/letter.ts';
import type { MailAbout } from '#shared/api/mails.ts';
import type { MailId } from '#shared/kernel/ids.ts';
import { limits } from '#shared/kernel/limits.ts';
import { orderSayIn } from '#shared/wording/orders/say-in.ts';
import { mails } from '../../db/tables/mail.ts';
import { type Tx, withTenant } from '../../db/with-tenant.ts';
import type { Ctx } from '../ctx.ts';
import type { MailAnswer, MailAttachment, Mailer } from '../mailer.ts';
import { loadOrder } from '../orders/load-order.ts';
import type { Papers, TicketPaper } from '../papers.ts';
import { loadOrderPaper } from '../tickets/load-ticket-paper.ts';
import { type LetterPlace, loadLetter } from './load-letter.ts';

export type MailDeps = LetterPlace & {
  /** Left out where no mail provider is set up. */
  readonly mailer?: Mailer;
  readonly pressLetter: (letter: Letter) => PressedLetter;
  readonly papers: Papers;
};

type MailRow = typeof mails.$inferSelect;

/** ML-2: sends a mail that was written down, unless it was sent. What the provider refuses for good is noted; all else is thrown, to be tried again. */
export async function sendMail(ctx: Ctx, deps: MailDeps, mailId: MailId): Promise<void> {
  const prepared = await withTenant(ctx.db, ctx.orgId, tx => prepare(tx, ctx, deps, mailId));
  if (prepared === null) return;
  const { mail, letter, paper } = prepared;
  if (deps.mailer === undefined)
    return record(ctx, mail, { kind: 'refused', reason: 'no mail provider is set up here' });
  const answer = await deps.mailer.send({
    fromName: letter.brand.name,
    to: mail.recipient,
    ...deps.pressLetter(letter),
    attachments: paper === null ? [] : [await attachment(ctx, deps.papers, paper)],
    tag: mail.kind,
    metadata: { org: ctx.orgId, mail: mailId },
  });
  await record(ctx, mail, answer);
}

/** Counts the attempt before it is made: a mail that kills its worker is not tried for ever unseen. */
async function prepare(
  tx: Tx,
  ctx: Ctx,
  deps: MailDeps,
  mailId: MailId,
): Promise<{ mail: MailRow; letter: Letter; paper: TicketPaper | null } | null> {
  const [mail] = await tx
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1` })
    .where(and(eq(mails.orgId, ctx.orgId), eq(mails.mailId, mailId), eq(mails.state, 'queued')))
    .returning();
  if (mail === undefined) return null;
  const letter = await loadLetter(tx, ctx, deps, mail);
  const confirms = mail.kind === 'order-confirmed' && mail.orderId !== null;
  const order = confirms && mail.orderId !== null ? await loadOrder(tx, ctx.orgId, mail.orderId) : null;
  return { mail, letter, paper: order === null ? null : await loadOrderPaper(tx, ctx, order, mail.language) };
}

async function attachment({ orgId }: Ctx, papers: Papers, paper: TicketPaper): Promise<MailAttachment> {
  const word = orderSayIn(paper.language)('page.tickets');
  return {
    name: `${word} ${paper.orderRef}.pdf`,
    contentType: 'application/pdf',
    content: await papers.tickets(orgId, paper),
  };
}

/** What the provider may have told meanwhile stands: a mail known as delivered is not merely sent again. */
async function record(ctx: Ctx, mail: MailRow, answer: MailAnswer): Promise<void> {
  const about: MailAbout = mail.about.kind === 'waiting-list-offer' ? { ...mail.about, path: null } : mail.about;
  const taken = answer.kind === 'taken';
  await withTenant(ctx.db, ctx.orgId, tx =>
    tx
      .update(mails)
      .set(
        taken
          ? {
              about,
              providerMessageId: answer.messageId,
              sentAt: ctx.now,
              state: sql`case when ${mails.state} = 'queued' then 'sent' else ${mails.state} end`,
            }
          : { about, state: 'failed', failure: answer.reason.slice(0, limits.mailFailureCharsMax) },
      )
      .where(and(eq(mails.orgId, ctx.orgId), eq(mails.mailId, mail.mailId))),
  );
}

import { and, eq, isNull, or } from 'drizzle-orm';
import { isId } from '#shared/kernel/ids.ts';
import { parseInstant } from '#shared/kernel/instant.ts';
import { limits } from '#shared/kernel/limits.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { mails } from '../../db/tables/mail.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { CallCtx } from '../ctx.ts';
import type { MailHook, MailNews } from '../mailer.ts';

/**
 * ML-3: what the provider tells of a mail. It is believed by our own name and password, and finds its organization by what we
 * sent along and gets back; the row must still carry the provider's number, or none yet.
 */
export async function recordMailNews(
  ctx: CallCtx,
  hook: MailHook,
  call: { readonly authorization: string | undefined; readonly body: string },
): Promise<void> {
  if (!hook.admits(call.authorization)) throw refusal('unauthenticated');
  const news = hook.read(call.body);
  if (news === null) return;
  const { org, mail } = news.metadata;
  if (!isId('OrgId', org) || !isId('MailId', mail)) return;
  const mailId = mail;
  await withTenant(ctx.db, org, async tx => {
    const its = and(
      eq(mails.orgId, org),
      eq(mails.mailId, mailId),
      or(isNull(mails.providerMessageId), eq(mails.providerMessageId, news.messageId)),
    );
    const [row] = await tx
      .select({ state: mails.state, sentAt: mails.sentAt, recipient: mails.recipient })
      .from(mails)
      .where(its)
      .for('update');
    if (row === undefined || row.state === 'bounced' || row.state === news.kind) return;
    await tx
      .update(mails)
      .set({
        providerMessageId: news.messageId,
        sentAt: row.sentAt ?? ctx.now,
        ...changeOf(news, row.recipient === ''),
      })
      .where(its);
  });
}

/** What is said of a mail repeats the address, so of one that forgot whom it went to nothing is kept (WL-6). */
function changeOf(news: MailNews, forgotten: boolean): Partial<typeof mails.$inferInsert> {
  const at = parseInstant(news.at);
  if (news.kind === 'delivered') return { state: 'delivered', deliveredAt: at };
  return {
    state: 'bounced',
    bouncedAt: at,
    failure: forgotten ? null : news.detail.slice(0, limits.mailFailureCharsMax),
  };
}

import { Errors, ServerClient } from 'postmark';
import { limits } from '#shared/kernel/limits.ts';
import type { MailAnswer, Mailer, OutgoingMail } from '../../services/mailer.ts';

export type PostmarkMailerOptions = {
  readonly serverToken: string;
  /** Where the API is, when not at the vendor's own address. */
  readonly base: URL | null;
  /** The address mail comes from; a sender the provider has verified. */
  readonly fromAddress: string;
};

/** Mail by Postmark. It neither retries nor knows repeats, so that both are the queue's and the outbox's business. */
export function createPostmarkMailer({ serverToken, base, fromAddress }: PostmarkMailerOptions): Mailer {
  const client = new ServerClient(serverToken, {
    timeout: limits.mailTimeoutMs / 1000,
    ...(base === null ? {} : { requestHost: base.host, useHttps: base.protocol === 'https:' }),
  });
  return {
    async send(mail): Promise<MailAnswer> {
      try {
        const { MessageID } = await client.sendEmail(message(mail, fromAddress));
        return { kind: 'taken', messageId: MessageID };
      } catch (error) {
        // 406: it bounced before, or was complained about. 300: no address. Trying again changes neither.
        if (error instanceof Errors.InactiveRecipientsError || error instanceof Errors.InvalidEmailRequestError)
          return { kind: 'refused', reason: `${error.code}: ${error.message}`.slice(0, limits.mailFailureCharsMax) };
        throw error;
      }
    },
  };
}

function message(mail: OutgoingMail, fromAddress: string) {
  return {
    // Quoted, and without what would end the quotes.
    From: `"${mail.fromName.replace(/["\\\r\n]/g, ' ')}" <${fromAddress}>`,
    To: mail.to,
    Subject: mail.subject,
    HtmlBody: mail.html,
    TextBody: mail.text,
    Tag: mail.tag,
    MessageStream: 'outbound',
    TrackOpens: false,
    Metadata: { ...mail.metadata },
    Attachments: mail.attachments.map(({ name, contentType, content }) => ({
      Name: name,
      Content: Buffer.from(content).toString('base64'),
      ContentType: contentType,
      ContentID: null,
    })),
  };
}

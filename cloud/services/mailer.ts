/** A mail ready to leave: markup, the same in plain text, and what is attached. */
export type OutgoingMail = {
  /** The name people see; the address is the deployment's. */
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
  /** What kind of mail it is, for the provider's own statistics. */
  readonly tag: string;
  /** Comes back with what the provider tells of this mail. */
  readonly metadata: Readonly<Record<string, string>>;
};

export type MailAttachment = { readonly name: string; readonly contentType: string; readonly content: Uint8Array };

/** Taken by the provider, or refused for good: no address, or one that it will not write to. Anything else throws: try again. */
export type MailAnswer =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type Mailer = { send(mail: OutgoingMail): Promise<MailAnswer> };

/** What the provider tells of a mail it had taken. */
export type MailNews = {
  readonly kind: 'delivered' | 'bounced';
  readonly messageId: string;
  readonly at: string;
  readonly detail: string;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The other direction of a mail provider: what it tells us. Null for what is none of our business. */
export type MailHook = {
  /** Whether the caller proved to be the provider. */
  admits(authorization: string | undefined): boolean;
  read(body: string): MailNews | null;
};

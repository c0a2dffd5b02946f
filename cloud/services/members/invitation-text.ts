import { type InvitationId, isId, type OrgId, type RandomBytes } from '#shared/kernel/ids.ts';

export type InvitationText = { readonly orgId: OrgId; readonly invitationId: InvitationId; readonly secret: string };

/** An invitation as one word: it names its organization, so that it can be looked up there and nowhere else. */
export function writeInvitation({ orgId, invitationId, secret }: InvitationText): string {
  return `${orgId}.${invitationId}.${secret}`;
}

export function parseInvitation(text: string): InvitationText | null {
  const [orgId, invitationId, secret, more] = text.split('.');
  if (!isId('OrgId', orgId) || !isId('InvitationId', invitationId) || secret === undefined || more !== undefined)
    return null;
  return { orgId, invitationId, secret };
}

export function newInvitationSecret(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(24)).toString('base64url');
}

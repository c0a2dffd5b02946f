import type { Pool } from 'pg';

/** AU-1: how many rows a route leaves in the audit log where that is not one, and why. Everything else that changes something leaves one. */
export const auditedOtherwise: Readonly<Record<string, { readonly rows: number; readonly why: string }>> = {
  'POST /api/session/sign-in': { rows: 0, why: 'a session belongs to a person and to no organization' },
  'POST /api/session/token': { rows: 0, why: 'a session belongs to a person and to no organization' },
  'POST /api/session/sign-out': { rows: 0, why: 'a session belongs to a person and to no organization' },
  'POST /api/platform/organizations': { rows: 2, why: 'the organization, and the invitation of its owner' },
  'POST /api/platform/jobs/parked/{jobId}/retry': {
    rows: 0,
    why: 'the queue is no organization’s; the job leaves its own',
  },
  'POST /api/orgs/{orgId}/events/{eventId}/quotes': { rows: 0, why: 'a question' },
  'POST /api/orgs/{orgId}/orders/{orderId}/refunds/preview': { rows: 0, why: 'a question' },
  'POST /api/orgs/{orgId}/payments/account/link': {
    rows: 0,
    why: 'a page at the provider; what is done there is followed',
  },
  'POST /api/orgs/{orgId}/payments/{paymentId}/settle': { rows: 0, why: 'it was settled: looked at once more' },
  'POST /api/orgs/{orgId}/disputes/{disputeId}/submit': {
    rows: 2,
    why: 'the answer, and what the provider made of it',
  },
  'POST /api/station/pairings': { rows: 0, why: 'a computer asks, and no organization knows of it yet' },
  'POST /api/station/pairings/poll': { rows: 0, why: 'who said yes is audited, and this picks up the answer' },
  'POST /webhooks/stripe/snapshot': { rows: 0, why: 'kept as it came; the job that works it off leaves its own' },
  'POST /webhooks/stripe/thin': { rows: 0, why: 'kept as it came; the job that works it off leaves its own' },
};

/** How many audit rows there are, of all organizations. */
export async function auditRows(root: Pool): Promise<number> {
  const { rows } = await root.query('select coalesce(sum(seq), 0)::int as count from app.audit_heads');
  return rows[0].count;
}

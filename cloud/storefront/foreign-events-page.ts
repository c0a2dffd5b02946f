import type { ForeignEvent } from '#shared/api/provider-events.ts';
import { escapeHtml } from './escape-html.ts';
import { plainPage, signOutForm } from './plain-page.ts';

export type ForeignEventsView = {
  readonly rows: readonly ForeignEvent[];
  readonly nextCursor: string | null;
  readonly done: string | null;
  readonly problem: string | null;
};

export const foreignEventsPath = '/provider-events/foreign';

/** PY-13: for those who run the deployment: events of accounts that nobody had, and a button for those that somebody has by now. */
export function foreignEventsPage({ rows, nextCursor, done, problem }: ForeignEventsView): string {
  const said =
    problem !== null
      ? `<p class="problem" role="alert">${escapeHtml(problem)}</p>`
      : done === null
        ? ''
        : `<p role="status"><strong>${escapeHtml(done)}</strong></p>`;
  const all = rows.some(({ orgId }) => orgId !== null)
    ? `<form class="row" method="post" action="${foreignEventsPath}/replay"><button class="quiet">Work through all whose account is known by now</button></form>`
    : '';
  const older =
    nextCursor === null
      ? ''
      : `<p><a href="${foreignEventsPath}?${new URLSearchParams({ cursor: nextCursor })}">Older ones</a></p>`;
  const body =
    rows.length === 0
      ? '<p>Nothing here.</p>'
      : `<table><thead><tr><th scope="col">Arrived</th><th scope="col">Event</th><th scope="col">Account</th><th scope="col"></th></tr></thead><tbody>${rows.map(row).join('')}</tbody></table>${older}`;
  return plainPage(
    'What the payment provider told of accounts nobody had',
    `<section>${said}${all}${body}${signOutForm('/provider-events')}</section>`,
    'wide',
  );
}

function row({ eventId, type, objectId, account, orgId, livemode, receivedAt }: ForeignEvent): string {
  const replay =
    orgId === null
      ? ''
      : `<form method="post" action="${foreignEventsPath}/replay"><input type="hidden" name="event" value="${escapeHtml(eventId)}"><button class="quiet" aria-label="Work through ${escapeHtml(type)}">Work through</button></form>`;
  return `<tr><td data-label="Arrived">${escapeHtml(`${receivedAt.slice(0, 10)} ${receivedAt.slice(11, 19)}`)}<small>UTC</small></td>
<td data-label="Event">${escapeHtml(type)}<small>${escapeHtml(objectId ?? '')}</small></td>
<td data-label="Account">${escapeHtml(account ?? 'none')}<small>${livemode ? 'live' : 'test'}, ${orgId === null ? 'nobody’s' : escapeHtml(orgId)}</small></td>
<td>${replay}</td></tr>`;
}

import { escapeHtml } from './escape-html.ts';
import { plainPage, signInForm, signOutForm } from './plain-page.ts';

export type ProviderEventRow = {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly receivedAt: string;
  readonly source: string;
};

/** Who must sign in, or what the payment provider told one organization. */
export type ProviderEventsView =
  | { readonly kind: 'sign-in'; readonly email: string; readonly problem: string | null }
  | {
      readonly kind: 'list';
      readonly organizations: readonly { readonly orgId: string; readonly name: string }[];
      readonly orgId: string;
      readonly state: string;
      /** From and before, as the page's own fields write a time in UTC; empty where none was chosen. */
      readonly from: string;
      readonly before: string;
      readonly counts: readonly { readonly state: string; readonly type: string; readonly events: number }[];
      readonly rows: readonly ProviderEventRow[];
      readonly nextCursor: string | null;
      readonly mayReplay: boolean;
      /** Who runs the deployment sees elsewhere what belongs to no organization. */
      readonly platformAdmin: boolean;
      readonly done: string | null;
      readonly problem: string | null;
    }
  | { readonly kind: 'nowhere' };

export const providerEventsPath = '/provider-events';
const title = 'What the payment provider told';
const states = ['', 'received', 'failed', 'done', 'ignored'] as const;
const stateWords: Readonly<Record<string, string>> = {
  '': 'All',
  received: 'Waiting',
  failed: 'Failed',
  done: 'Done',
  ignored: 'Concerns nothing here',
};

/** The console of webhooks: what arrived, what came of it, and a button that works through it again. */
export function providerEventsPage(view: ProviderEventsView): string {
  switch (view.kind) {
    case 'sign-in':
      return plainPage(
        title,
        `<section><p>Sign in to see the events of your organization.</p>${told(null, view.problem)}${signInForm(`${providerEventsPath}/sign-in`, view.email)}</section>`,
      );
    case 'nowhere':
      return plainPage(
        title,
        `<section><p>You belong to no organization whose payments you may see. Ask its owner.</p>${signOutForm(providerEventsPath)}</section>`,
      );
    case 'list':
      return plainPage(
        title,
        `<section>${told(view.done, view.problem)}${counts(view)}${choice(view)}${table(view)}${view.platformAdmin ? elsewhere : ''}${signOutForm(providerEventsPath)}</section>`,
        'wide',
      );
  }
}

const elsewhere = `<p><a href="${providerEventsPath}/foreign">Of accounts that nobody had</a></p>`;

type List = Extract<ProviderEventsView, { kind: 'list' }>;

/** `Done 12 · Failed 1`, and which kinds concern nothing here. */
function counts({ counts: each }: List): string {
  const byState = Map.groupBy(each, ({ state }) => state);
  const sums = states.flatMap(state => {
    const events = (byState.get(state) ?? []).reduce((sum, one) => sum + one.events, 0);
    return events === 0 ? [] : [`${stateWords[state]} ${events}`];
  });
  const strange = (byState.get('ignored') ?? []).map(({ type, events }) => `${type} ${events}`);
  const kinds = strange.length === 0 ? '' : `<small>Concerns nothing here: ${escapeHtml(strange.join(', '))}</small>`;
  return sums.length === 0 ? '' : `<p>${escapeHtml(sums.join(' · '))}${kinds}</p>`;
}

function choice({ organizations, orgId, state, from, before, mayReplay }: List): string {
  const option = (value: string, label: string, chosen: string) =>
    `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${escapeHtml(label)}</option>`;
  const time = (name: string, label: string, value: string) =>
    `<label>${label}<input type="datetime-local" name="${name}" value="${escapeHtml(value)}"></label>`;
  const all =
    mayReplay && (state !== '' || from !== '')
      ? `<form class="row" method="post" action="${providerEventsPath}/replay">${hidden({ org: orgId, state, from, before })}<button class="quiet">Work through all of these again</button></form>`
      : '';
  return `<form class="row" method="get" action="${providerEventsPath}">
<label>Organization<select name="org">${organizations.map(org => option(org.orgId, org.name, orgId)).join('')}</select></label>
<label>State<select name="state">${states.map(one => option(one, stateWords[one] ?? one, state)).join('')}</select></label>
${time('from', 'Arrived from (UTC)', from)}${time('before', 'and before (UTC)', before)}
<button>Show</button></form>${all}`;
}

function table({ rows, orgId, state, from, before, nextCursor, mayReplay }: List): string {
  if (rows.length === 0) return '<p>Nothing here.</p>';
  const older =
    nextCursor === null
      ? ''
      : `<p><a href="${providerEventsPath}?${new URLSearchParams({ org: orgId, state, from, before, cursor: nextCursor }).toString().replaceAll('&', '&amp;')}">Older ones</a></p>`;
  const cells = rows.map(
    row => `<tr><td data-label="Arrived">${escapeHtml(`${row.receivedAt.slice(0, 10)} ${row.receivedAt.slice(11, 19)}`)}<small>UTC, ${escapeHtml(row.source)}</small></td>
<td data-label="Event">${escapeHtml(row.type)}<small>${escapeHtml(row.objectId ?? '')}</small></td>
<td data-label="State"><span class="state ${escapeHtml(row.state)}">${escapeHtml(stateWords[row.state] ?? row.state)}</span>${row.error === null ? '' : `<small>${escapeHtml(row.error)}</small>`}</td>
<td data-label="Attempts">${row.attempts}</td>
<td>${mayReplay ? `<form method="post" action="${providerEventsPath}/replay">${hidden({ org: orgId, state, from, before, event: row.eventId })}<button class="quiet" aria-label="Work through ${escapeHtml(row.type)} again">Again</button></form>` : ''}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Arrived</th><th scope="col">Event</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col"></th></tr></thead><tbody>${cells.join('')}</tbody></table>${older}`;
}

function hidden(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
}

function told(done: string | null, problem: string | null): string {
  if (problem !== null) return `<p class="problem" role="alert">${escapeHtml(problem)}</p>`;
  return done === null ? '' : `<p role="status"><strong>${escapeHtml(done)}</strong></p>`;
}

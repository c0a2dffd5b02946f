import { escapeHtml } from './escape-html.ts';
import { plainPage, plainPagePolicy, signInForm, signOutForm } from './plain-page.ts';

export type PairPlaceOption = { readonly value: string; readonly label: string };
export type PairPlaceGroup = { readonly label: string; readonly options: readonly PairPlaceOption[] };

/** What the page shows: who must sign in, what can be chosen, or which station is paired now. */
export type PairPageView =
  | { readonly kind: 'sign-in'; readonly email: string; readonly problem: string | null }
  | {
      readonly kind: 'pair';
      readonly name: string;
      readonly code: string;
      readonly groups: readonly PairPlaceGroup[];
      readonly problem: string | null;
    }
  | { readonly kind: 'paired'; readonly station: string; readonly place: string }
  | { readonly kind: 'refused'; readonly station: string };

/** The page on which an organizer types the code that a station shows. Works without script; nothing on it is fetched. */
export function pairPage(view: PairPageView): string {
  return plainPage('Pair a station', body(view));
}

function body(view: PairPageView): string {
  switch (view.kind) {
    case 'sign-in':
      return `<section><p>Sign in, then type the code that the station shows.</p>${problem(view.problem)}
${signInForm('/pair/sign-in', view.email)}</section>`;
    case 'pair':
      return view.groups.length === 0
        ? `<section><p>There is no event that you may pair a station for. Make an event with a gate first, or ask the owner of your organization for the right to pair stations.</p>${signOutForm('/pair')}</section>`
        : `<section><p>Signed in as ${escapeHtml(view.name)}.</p>${problem(view.problem)}
<form method="post" action="/pair">
<label>Code on the station<input class="code" name="code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" placeholder="7KQ2-M4XP" value="${escapeHtml(view.code)}"></label>
<label>Event and gate<select name="place" required>${view.groups.map(group).join('')}</select></label>
<button>Pair this station</button>
<button class="quiet" formaction="/pair/refuse">Not one of ours: turn it away</button></form>${signOutForm('/pair')}</section>`;
    case 'paired':
      return `<section role="status"><p class="done">Paired</p><p><strong>${escapeHtml(view.station)}</strong> now belongs to ${escapeHtml(view.place)}. It downloads its roster by itself; the first ticket can be scanned at once.</p>
<p><a href="/pair">Pair another station</a></p></section>`;
    case 'refused':
      return `<section role="status"><p class="done">Turned away</p><p><strong>${escapeHtml(view.station)}</strong> was not paired, and its code is void. It is told so, and may ask for a new one.</p>
<p><a href="/pair">Pair a station</a></p></section>`;
  }
}

function group({ label, options }: PairPlaceGroup): string {
  const rows = options.map(
    ({ value, label: text }) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`,
  );
  return `<optgroup label="${escapeHtml(label)}">${rows.join('')}</optgroup>`;
}

function problem(text: string | null): string {
  return text === null ? '' : `<p class="problem" role="alert">${escapeHtml(text)}</p>`;
}

/** Its own style and nothing else; forms go to us alone. */
export const pairPagePolicy = plainPagePolicy;

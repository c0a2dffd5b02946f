import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.ts';

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
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pair a station · Foyer</title><style>${style}</style></head>
<body><main class="ticket"><header><p class="mark">Foyer</p><h1>Pair a station</h1></header>${body(view)}</main></body></html>`;
}

function body(view: PairPageView): string {
  switch (view.kind) {
    case 'sign-in':
      return `<section><p>Sign in, then type the code that the station shows.</p>${problem(view.problem)}
<form method="post" action="/pair/sign-in">
<label>E-mail<input name="email" type="email" autocomplete="username" required value="${escapeHtml(view.email)}"></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button></form></section>`;
    case 'pair':
      return view.groups.length === 0
        ? `<section><p>There is no event that you may pair a station for. Make an event with a gate first, or ask the owner of your organization for the right to pair stations.</p></section>`
        : `<section><p>Signed in as ${escapeHtml(view.name)}.</p>${problem(view.problem)}
<form method="post" action="/pair">
<label>Code on the station<input class="code" name="code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" placeholder="7KQ2-M4XP" value="${escapeHtml(view.code)}"></label>
<label>Event and gate<select name="place" required>${view.groups.map(group).join('')}</select></label>
<button>Pair this station</button>
<button class="quiet" formaction="/pair/refuse">Not one of ours: turn it away</button></form></section>`;
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

const style = `:root{color-scheme:light dark;--ground:light-dark(oklch(.935 .012 85),oklch(.165 .008 60));--paper:light-dark(oklch(.99 .005 90),oklch(.215 .01 60));--ink:light-dark(oklch(.23 .02 55),oklch(.945 .01 85));--muted:light-dark(oklch(.47 .018 65),oklch(.74 .014 80));--line:light-dark(oklch(.86 .012 80),oklch(.34 .012 65));--accent:light-dark(oklch(.42 .13 22),oklch(.76 .11 28));--on-accent:light-dark(oklch(.985 .01 60),oklch(.2 .04 25));--refuse:light-dark(oklch(.49 .18 27),oklch(.77 .13 27));--admit:light-dark(oklch(.45 .12 152),oklch(.8 .16 152))}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--ink);font:16px/1.5 "Inter Variable",Inter,system-ui,sans-serif}
.ticket{width:100%;max-width:480px;background:var(--paper);border:1px solid var(--line);border-radius:10px}
header{padding:24px 32px 20px;border-bottom:1px dashed var(--line)}
.mark{margin:0;color:var(--accent);font-size:14px;font-weight:600;letter-spacing:.08em;text-transform:uppercase}
h1{margin:4px 0 0;font-size:28px;line-height:36px;font-weight:650;letter-spacing:-.01em}
section{padding:20px 32px 32px}
section>p{margin:0 0 16px;color:var(--muted)}
strong{color:var(--ink)}
form{display:grid;gap:20px}
label{display:grid;gap:6px;font-size:14px;font-weight:550}
input,select,button{font:inherit;font-size:16px;min-height:48px;width:100%;border-radius:10px;padding:8px 14px;border:1px solid var(--line);background:var(--ground);color:var(--ink)}
.code{font-size:28px;min-height:64px;letter-spacing:.12em;text-align:center;text-transform:uppercase;font-variant-numeric:tabular-nums}
.code::placeholder{color:var(--muted);opacity:.45}
button{border-color:transparent;background:var(--accent);color:var(--on-accent);font-weight:600;cursor:pointer}
button.quiet{border-color:var(--line);background:transparent;color:var(--ink)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
section>p.problem{color:var(--refuse);font-weight:550}
section>p.done{color:var(--admit);font-size:40px;line-height:44px;font-weight:650}
@media(max-width:480px){header,section{padding-left:20px;padding-right:20px}}`;

/** Its own style and nothing else; forms go to us alone. */
export const pairPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.ts';

/** A page for people of an organization that has one thing to do on it. Works without script; nothing on it is fetched. */
export function plainPage(title: string, body: string, width: 'narrow' | 'wide' = 'narrow'): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Foyer</title><style>${style}</style></head>
<body><main class="${width === 'wide' ? 'ticket wide' : 'ticket'}"><header><p class="mark">Foyer</p><h1>${escapeHtml(title)}</h1></header>${body}</main></body></html>`;
}

/** The two fields of a person's account, and where they go. */
export function signInForm(action: string, email: string): string {
  return `<form method="post" action="${escapeHtml(action)}">
<label>E-mail<input name="email" type="email" autocomplete="username" required value="${escapeHtml(email)}"></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button></form>`;
}

/** For a device that is not one's own. */
export function signOutForm(page: string): string {
  return `<form class="leave" method="post" action="${escapeHtml(page)}/sign-out"><button class="quiet">Sign out</button></form>`;
}

const style = `:root{color-scheme:light dark;--ground:light-dark(oklch(.935 .012 85),oklch(.165 .008 60));--paper:light-dark(oklch(.99 .005 90),oklch(.215 .01 60));--ink:light-dark(oklch(.23 .02 55),oklch(.945 .01 85));--muted:light-dark(oklch(.47 .018 65),oklch(.74 .014 80));--line:light-dark(oklch(.86 .012 80),oklch(.34 .012 65));--field:light-dark(oklch(.56 .016 70),oklch(.58 .014 70));--accent:light-dark(oklch(.42 .13 22),oklch(.76 .11 28));--on-accent:light-dark(oklch(.985 .01 60),oklch(.2 .04 25));--refuse:light-dark(oklch(.49 .18 27),oklch(.77 .13 27));--admit:light-dark(oklch(.45 .12 152),oklch(.8 .16 152))}
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
input,select,button{font:inherit;font-size:16px;min-height:48px;width:100%;border-radius:10px;padding:8px 14px;border:1px solid var(--field);background:var(--paper);color:var(--ink)}
.code{font-size:28px;min-height:64px;letter-spacing:.12em;text-align:center;text-transform:uppercase;font-variant-numeric:tabular-nums}
.code::placeholder{color:var(--muted);opacity:.45}
input,select{font-weight:400}
button{border-color:transparent;background:var(--accent);color:var(--on-accent);font-weight:600;cursor:pointer}
button.quiet{border-color:var(--field);background:transparent;color:var(--ink)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
section>p.problem{color:var(--refuse);font-weight:550}
section>p.done{color:var(--admit);font-size:40px;line-height:44px;font-weight:650}
.ticket.wide{max-width:1080px}
table{width:100%;border-collapse:collapse;font-size:14px;line-height:1.4}
th,td{padding:10px 12px 10px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{color:var(--muted);font-weight:550}
td{overflow-wrap:anywhere}
td form{display:block}
.row{display:flex;flex-wrap:wrap;gap:12px;align-items:end;margin-bottom:20px}
.row label{flex:1 1 180px}
.row button,td button{width:auto;white-space:nowrap}
td button{min-height:44px}
.state{font-weight:600}
.state.failed{color:var(--refuse)}
.state.done{color:var(--admit)}
small{color:var(--muted);display:block}
.leave{margin-top:20px;justify-items:start}
.leave button{width:auto}
.ways{margin:0;padding:0;list-style:none}
.ways li{padding:6px 0 12px;border-top:1px solid var(--line)}
.ways a{font-weight:600;display:inline-flex;align-items:center;min-height:44px}
@media(max-width:720px){thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}tr{display:block;padding:12px 0;border-bottom:1px solid var(--line)}td{display:block;border:0;padding:2px 0}td[data-label]::before{content:attr(data-label) ": ";color:var(--muted)}}
@media(max-width:480px){.row button{white-space:normal}}
@media(max-width:480px){header,section{padding-left:20px;padding-right:20px}}`;

/** Its own style and nothing else; forms go to us alone. */
export const plainPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

import type { Answer } from '../app.ts';
import { isOf } from './invented.ts';
import { type Caller, idPattern, type Parts, type Scene } from './own-use.ts';
import type { Route } from './routes-of.ts';

export type Leak = { readonly route: string; readonly position: string; readonly caller: string; readonly why: string };
export type Case = {
  readonly route: Route;
  readonly position: { readonly name: string; readonly orders?: boolean };
  readonly caller: Caller;
  readonly parts: Parts;
  readonly real: Answer;
  readonly twin: Answer;
};

/** What outsiders have told us of A themselves, which they may well be answered again. */
export type Sent = { readonly ids: Set<string>; mark: boolean };

/** Compares what an outsider was told with what somebody is told who asks for what does not exist. */
export function judge(a: Scene, leaks: Leak[], sent: Sent, { route, position, caller, parts, real, twin }: Case): void {
  const leak = (why: string) => leaks.push({ route: route.key, position: position.name, caller: caller.name, why });
  const asked = JSON.stringify(parts);
  for (const [id] of asked.matchAll(idPattern)) sent.ids.add(id);
  sent.mark ||= asked.includes(a.mark);
  const short = real.text.slice(0, 200);
  if (real.status >= 500 || twin.status >= 500) leak(`a fault: ${real.status} ${short}`);
  const told = [...real.text.matchAll(idPattern)].map(([id]) => id).find(id => isOf(a, id) && !sent.ids.has(id));
  if (told !== undefined && !caller.name.startsWith('A ')) leak(`tells ${told} (${real.status})`);
  if (wordsOf(a).test(real.text) && !asked.includes(a.mark)) leak(`tells what A wrote (${real.status})`);
  if (real.status !== twin.status) leak(`answers ${real.status}, and ${twin.status} to an invented id: ${short}`);
  else if (position.orders !== true && comparable(real, route) && normal(real) !== normal(twin))
    leak(`answers otherwise than to an invented id: ${short}`);
}

/** What A wrote, and what it and its people are called. */
function wordsOf(a: Scene): RegExp {
  return new RegExp(`${a.mark}|${namesOf(a).source}`);
}

export function namesOf(a: Scene): RegExp {
  return new RegExp(`Organization ${a.org.slug}|${a.org.slug}-[\\w-]+@`);
}

/** What was made carries fresh keys and codes; there the status and the search for A's words must do. */
function comparable(answer: Answer, route: Route): boolean {
  return answer.status >= 400 || route.method === 'GET' || route.path === '/api/station/ops';
}

/** Status line, headers and body with ids of either kind blotted out. */
function normal(answer: Answer): string {
  const headers = [...answer.headers].filter(([name]) => !volatileHeaders.has(name)).map(pair => pair.join(': '));
  return [answer.status, ...headers, answer.text].join('\n').replaceAll(idPattern, '<id>');
}

/** What differs between any two answers, whatever was asked. */
const volatileHeaders = new Set(['foyer-request-id', 'date', 'ratelimit-remaining', 'content-length']);

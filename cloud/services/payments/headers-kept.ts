/** Nothing that signs, opens or names somebody's session. */
const secret = /signature|cookie|authorization|secret|token|api-key/;

const headersMax = 60;
const valueCharsMax = 1_000;

/** PY-14: what a webhook came with, to follow one up by; without what could be used again. */
export function headersKept(headers: Headers): Record<string, string> {
  const kept = [...headers].filter(([name]) => !secret.test(name)).slice(0, headersMax);
  return Object.fromEntries(kept.map(([name, value]) => [name, value.slice(0, valueCharsMax)]));
}

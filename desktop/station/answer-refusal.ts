import { isRefusal, type Refusal, type RefusalCode } from '#shared/kernel/refusal.ts';
import { sentenceOf } from './sentence-of.ts';
import type { Station } from './station.ts';

const statuses: Partial<Record<RefusalCode, number>> = {
  'bad-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'pin-wrong': 403,
  'pin-locked': 403,
  'not-found': 404,
  'too-large': 413,
  'too-many-requests': 429,
  'storage-full': 507,
  'storage-damaged': 500,
  'cloud-unreachable': 502,
  'cloud-garbled': 502,
};

/** Errors leave as `{ error: { code, sentence, facts } }`; a fault is reported and told without its insides. */
export function answerRefusal(station: Station, error: unknown, doing = ''): Response {
  if (isRefusal(error)) return answer(statuses[error.code] ?? 409, error, sentenceOf(station, error));
  station.report(error, doing);
  const sentence = 'Something went wrong in the station. What was confirmed before is safe.';
  return Response.json({ error: { code: 'fault', sentence, facts: {} } }, { status: 500 });
}

function answer(status: number, { code, facts }: Refusal, sentence: string): Response {
  return Response.json({ error: { code, sentence, facts } }, { status, headers: { 'cache-control': 'no-store' } });
}

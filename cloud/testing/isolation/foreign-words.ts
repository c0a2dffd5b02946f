import type { TestApp } from '../app.ts';
import { rowsOf } from './digest.ts';
import type { Scenes } from './ground.ts';
import { isOf } from './invented.ts';
import { namesOf, type Sent } from './judge.ts';
import { idPattern } from './own-use.ts';

/** What a cloud in which only outsiders have called wrote of A elsewhere than in an answer: in rows of B, in jobs, in its log. */
export async function foreignWords({ root, log }: TestApp, { a, b }: Scenes, sent: Sent): Promise<string[]> {
  const rows = (await rowsOf(root, b.org.orgId)).map(({ name, row }) => ({
    where: `a row of B in ${name}`,
    text: row,
  }));
  const { rows: jobs } = await root.query<{ payload: string }>(
    `select payload::text as payload from graphile_worker._private_jobs where payload::text like $1`,
    [`%${b.org.orgId}%`],
  );
  const written = [
    ...rows,
    ...jobs.map(({ payload }) => ({ where: 'a job of B', text: payload })),
    ...log.map(entry => ({ where: 'the log', text: JSON.stringify(entry) })),
  ];
  return written.flatMap(({ where, text }) => {
    const id = [...text.matchAll(idPattern)].map(([found]) => found).find(each => isOf(a, each) && !sent.ids.has(each));
    if (id !== undefined) return [`${where} holds ${id}`];
    const wrote = namesOf(a).test(text) || (!sent.mark && text.includes(a.mark));
    return wrote ? [`${where} holds what A wrote`] : [];
  });
}

import type { Instant } from '#shared/kernel/instant.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { refusalSentence } from '#shared/wording/refusal-sentence.ts';
import { type RenderedPage, renderPage } from './page.tsx';
import type { Shop } from './shop.ts';
import { storePath } from './store-place.ts';

/** What went wrong, in the shop's own frame. What is not there and what is not for everybody's eyes read alike. */
export function problemPage(
  shop: Shop,
  problem: {
    /** Null: a fault of ours. */
    readonly refused: Refusal | null;
    readonly now: Instant;
    /** The same address may well answer in a moment. */
    readonly again: boolean;
  },
): RenderedPage {
  const { say } = shop;
  const { refused, now, again } = problem;
  const missing = refused?.code === 'not-found';
  const title = missing ? say('problem.notFound') : say('problem.title');
  const sentence = missing
    ? say('problem.notFoundText')
    : refused === null
      ? say('problem.fault')
      : refusalSentence(refused.code, refused.facts, { language: shop.language, zone: shop.zone, now });
  return renderPage(shop, {
    title,
    path: '/',
    quiet: true,
    children: (
      <section className="ticket plain">
        <div className="sheet">
          <h1>{title}</h1>
          <p>{sentence}</p>
          <p className="actions">
            {again ? (
              // biome-ignore lint/a11y/useValidAnchor: an empty address is the one this page has.
              <a className="button strong" href="">
                {say('problem.again')}
              </a>
            ) : null}
            <a className="button quiet" href={storePath(shop.place, '/')}>
              {say('event.all')}
            </a>
          </p>
        </div>
      </section>
    ),
  });
}

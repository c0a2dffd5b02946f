import { type RenderedPage, renderPage } from './page.tsx';
import type { Shop } from './shop.ts';

/** What the organization says in its own words: imprint, terms, privacy. Blank lines make paragraphs; nothing else means anything. */
export function textPage(
  shop: Shop,
  text: { readonly title: string; readonly path: string; readonly body: string },
): RenderedPage {
  const paragraphs = text.body.split(/\n{2,}/).filter(paragraph => paragraph.trim() !== '');
  return renderPage(shop, {
    title: text.title,
    path: text.path,
    children: (
      <section className="ticket plain">
        <div className="sheet words">
          <h1>{text.title}</h1>
          {paragraphs.length === 0 ? <p>{shop.say('text.none')}</p> : null}
          {paragraphs.map(paragraph => (
            <p key={paragraph} dir="auto">
              {paragraph}
            </p>
          ))}
        </div>
      </section>
    ),
  });
}

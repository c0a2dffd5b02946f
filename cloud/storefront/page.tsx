import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { languages } from '#shared/catalog/languages.ts';
import { writingDirection } from '#shared/wording/language.ts';
import { logoPath } from './logo.ts';
import { type PagePolicy, policyText } from './page-policy.ts';
import type { Shop, ShopScript } from './shop.ts';
import { inLanguage, storePath, storeUrl } from './store-place.ts';

export type PageParts = {
  readonly title: string;
  readonly description?: string;
  /** Where the page is, below the shop's base: for the canonical address and the links to other languages. */
  readonly path: string;
  /** Kept out of search engines, as everything is that belongs to one buyer. */
  readonly quiet?: boolean;
  readonly head?: ReactNode;
  readonly scripts?: readonly ShopScript[];
  readonly policy?: PagePolicy;
  /** Shown above the ticket, in the organization's colour. */
  readonly band?: ReactNode;
  readonly children: ReactNode;
};

export type RenderedPage = { readonly html: string; readonly headers: Readonly<Record<string, string>> };

/** A page of the shop: the one document frame around whatever it shows, and the policy that goes with it. */
export function renderPage(shop: Shop, parts: PageParts): RenderedPage {
  return {
    html: `<!doctype html>${renderToStaticMarkup(<Document shop={shop} parts={parts} />)}`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': shop.language,
      'content-security-policy': policyText(shop.brand, parts.policy ?? {}),
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      // A form's origin is told only where a referrer may be; the path of a page may be a buyer's secret.
      'referrer-policy': 'strict-origin',
    },
  };
}

function Document({ shop, parts }: { readonly shop: Shop; readonly parts: PageParts }) {
  const { brand, language, assets } = shop;
  const arabic = language === 'ar';
  return (
    <html lang={language} dir={writingDirection(language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${parts.title} · ${brand.name}`}</title>
        {parts.description === undefined ? null : <meta name="description" content={parts.description} />}
        {parts.quiet === true ? <meta name="robots" content="noindex" /> : <Addresses shop={shop} path={parts.path} />}
        <link rel="icon" href={icon} />
        <meta name="color-scheme" content="light dark" />
        <link
          rel="preload"
          as="font"
          type="font/woff2"
          crossOrigin=""
          href={arabic ? assets.fontPreload.arabic : assets.fontPreload.latin}
        />
        <link rel="stylesheet" href={assets.style} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made of colours that were parsed and written anew. */}
        <style dangerouslySetInnerHTML={{ __html: brand.style }} />
        {parts.head}
        {(parts.scripts ?? []).map(script => (
          <script key={script} type="module" src={assets.scripts[script]} />
        ))}
      </head>
      <body>
        <a className="skip" href="#content">
          {shop.say('frame.skip')}
        </a>
        <Header shop={shop} />
        {parts.band === undefined ? null : <div className="band">{parts.band}</div>}
        <main id="content" tabIndex={-1}>
          {parts.children}
        </main>
        <Footer shop={shop} path={parts.path} />
      </body>
    </html>
  );
}

/** Each language of a page has an address of its own; the plain one answers in the language of whoever asks. */
function Addresses({ shop, path }: { readonly shop: Shop; readonly path: string }) {
  const plain = storeUrl(shop.place, path);
  return (
    <>
      <link rel="canonical" href={shop.languageAsked ? inLanguage(plain, shop.language) : plain} />
      <link rel="alternate" hrefLang="x-default" href={plain} />
      {languages.map(language => (
        <link key={language} rel="alternate" hrefLang={language} href={inLanguage(plain, language)} />
      ))}
    </>
  );
}

function Header({ shop }: { readonly shop: Shop }) {
  const { brand, place } = shop;
  return (
    <header className="house">
      <a href={storePath(place, '/')}>
        {brand.logo === null ? (
          <span className="house-name">{brand.name}</span>
        ) : (
          <img
            className={`logo on-${brand.logo.ground}`}
            src={logoPath(place, brand.logo)}
            alt={brand.name}
            height={40}
          />
        )}
      </a>
    </header>
  );
}

/** A ticket, in a colour that shows on light and dark bars. */
const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#b8324f" d="M3 7h26v6a3 3 0 0 0 0 6v6H3v-6a3 3 0 0 0 0-6z"/></svg>')}`;

const languageNames = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ar: 'العربية' } as const;

function Footer({ shop, path }: { readonly shop: Shop; readonly path: string }) {
  const { say, brand, place } = shop;
  const texts = [
    brand.hasImprint ? (['/imprint', say('frame.imprint')] as const) : null,
    brand.hasTerms ? (['/terms', say('frame.terms')] as const) : null,
    brand.hasPrivacy ? (['/privacy', say('frame.privacy')] as const) : null,
  ].filter(text => text !== null);
  return (
    <footer className="imprint">
      {shop.simulated ? <p className="simulated">{say('frame.simulated')}</p> : null}
      <nav aria-label={say('frame.language')} className="languages">
        {languages.map(language => (
          <a
            key={language}
            href={inLanguage(storePath(place, path), language)}
            lang={language}
            hrefLang={language}
            aria-current={language === shop.language ? 'true' : undefined}
          >
            {languageNames[language]}
          </a>
        ))}
      </nav>
      <p className="texts">
        {texts.map(([where, name]) => (
          <a key={where} href={storePath(place, where)}>
            {name}
          </a>
        ))}
        <span>{say('frame.poweredBy')}</span>
      </p>
    </footer>
  );
}

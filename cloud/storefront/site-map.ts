import { escapeHtml } from './escape-html.ts';

/** The addresses a search engine may know (sitemaps.org). */
export function siteMap(urls: readonly string[]): string {
  const entries = urls.map(url => `<url><loc>${escapeHtml(url)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>\n`;
}

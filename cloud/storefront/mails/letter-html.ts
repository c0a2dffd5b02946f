import type { Letter, LetterBrand } from '#shared/api/letter.ts';
import { legibleAccent } from '#shared/catalog/legible-accent.ts';
import { parseColour, writeHex } from '#shared/catalog/oklch.ts';
import { writingDirection } from '#shared/wording/language.ts';
import { escapeHtml } from '../escape-html.ts';
import type { LetterParts } from './letter-parts.ts';

/** Tables and inline styles: what mail readers of every age lay out alike. Nothing is fetched but the organization's logo. */
export function letterHtml({ language, brand, shopUrl }: Letter, parts: LetterParts): string {
  const { accent, onAccent } = colours(brand);
  const [title = '', ...when] = parts.event;
  return `<!doctype html>
<html lang="${language}" dir="${writingDirection(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(parts.subject)}</title>
<style>${style(accent, onAccent)}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f0ebe4;color:#2a211b;font-family:${font}">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(parts.text)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#fefcf8;border:1px solid #d9d2c8;border-radius:10px;text-align:start">
${mark(brand, shopUrl, { accent, onAccent })}
<tr><td style="padding:28px">
<p style="${paragraph}">${escapeHtml(parts.hello)}</p>
<p style="${paragraph}">${escapeHtml(parts.text)}</p>
<h1 style="margin:24px 0 4px;font-size:24px;line-height:30px;overflow-wrap:anywhere">${escapeHtml(title)}</h1>
${when.map(line => `<p class="muted" style="margin:0;font-size:15px;line-height:22px;color:#6b6058">${escapeHtml(line)}</p>`).join('\n')}
${table(parts)}
${button(parts, accent, onAccent)}
${parts.hints.map(hint => `<p class="muted" style="margin:12px 0 0;font-size:14px;line-height:20px;color:#6b6058">${escapeHtml(hint)}</p>`).join('\n')}
</td></tr></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr><td class="muted" style="padding:16px 28px;font-size:13px;line-height:19px;color:#6b6058">${parts.footer.map(escapeHtml).join('<br>')}</td></tr></table>
</td></tr></table></body></html>`;
}

const font = `-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans','Noto Sans Arabic',sans-serif`;
const paragraph = 'margin:0 0 12px;font-size:16px;line-height:24px';

/** SH-13: a logo in light colours stands on the accent, any other on paper of its own, also where the rest turns dark. */
function mark({ name, logo }: LetterBrand, shopUrl: string, { accent, onAccent }: Colours): string {
  const onHouse = logo?.ground === 'house';
  const inside =
    logo === null
      ? escapeHtml(name)
      : `<img src="${escapeHtml(logo.address)}" alt="${escapeHtml(name)}" height="36" style="display:block;height:36px;max-width:100%;border:0">`;
  const plate =
    logo === null || onHouse ? '' : 'display:inline-block;padding:6px 10px;background:#fefcf8;border-radius:8px;';
  const link = `<a class="${logo === null ? 'mark' : 'plate'}" href="${escapeHtml(shopUrl)}" style="${plate}color:${onHouse ? onAccent : accent};font-size:16px;font-weight:700;text-decoration:none">${inside}</a>`;
  const ground = onHouse ? `background:${accent};border-radius:9px 9px 0 0;` : 'border-bottom:1px dashed #d9d2c8;';
  return `<tr><td class="edge" ${onHouse ? `bgcolor="${accent}" ` : ''}style="${ground}padding:${plate === '' ? '20px 28px' : '14px 18px'}">${link}</td></tr>`;
}

function table({ rows }: LetterParts): string {
  if (rows.length === 0) return '';
  const lines = rows.map(({ label, value, isTotal }) => {
    const cell = `padding:10px 0;border-bottom:1px solid #e6dfd6;font-size:15px;line-height:22px;vertical-align:top${isTotal ? ';font-weight:700' : ''}`;
    const name = (columns: number) =>
      `<td class="edge" colspan="${columns}" style="${cell};overflow-wrap:anywhere">${escapeHtml(label)}</td>`;
    if (value === '') return `<tr>${name(2)}</tr>`;
    return `<tr>${name(1)}<td class="edge" style="${cell};padding-inline-start:16px;text-align:end"><bdi>${escapeHtml(value)}</bdi></td></tr>`;
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin:20px 0 0">${lines.join('')}</table>`;
}

function button({ button }: LetterParts, accent: string, onAccent: string): string {
  if (button === null) return '';
  return `<p style="margin:28px 0 12px"><a class="button" href="${escapeHtml(button.url)}" style="display:inline-block;padding:14px 24px;border-radius:10px;background:${accent};color:${onAccent};font-size:16px;font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a></p>`;
}

type Colours = { readonly accent: string; readonly onAccent: string };

function colours({ accent }: LetterBrand): Colours {
  const legible = legibleAccent(accent, 'light') ?? legibleAccent('oklch(0.42 0.13 22)', 'light');
  const hex = (colour: string) => writeHex(parseColour(colour) ?? { lightness: 0, chroma: 0, hue: 0 });
  return { accent: hex(legible?.accent ?? ''), onAccent: hex(legible?.onAccent ?? '') };
}

/** For readers that turn mails dark and read a style sheet. The button keeps its colours, which are legible on any ground. */
function style(accent: string, onAccent: string): string {
  return `@media(prefers-color-scheme:dark){.ground{background:#171311!important;color:#f2ece4!important}.paper{background:#221d1a!important;border-color:#4a423c!important}.edge{border-color:#4a423c!important}.muted{color:#b9aea4!important}.mark{color:#f2ece4!important}.button{background:${accent}!important;color:${onAccent}!important}}`;
}

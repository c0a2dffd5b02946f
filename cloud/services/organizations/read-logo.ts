import { createHash } from 'node:crypto';
import { parseColour } from '#shared/catalog/oklch.ts';
import { limits } from '#shared/kernel/limits.ts';
import { isLightPicture } from './is-light-picture.ts';
import { readPng } from './read-png.ts';

/** `name` says what it is: `1f…9c.png`, and `1f…9c-light.png` for one in light colours, which needs a dark ground. */
export type ReadLogo =
  | { readonly kind: 'logo'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'refused'; readonly sentence: string };

/** SH-12, SH-13: a picture sent as a data address. What it is, its bytes say and not its label; a drawing may hold nothing that runs or is fetched. */
export function readLogo(address: string): ReadLogo {
  const [, base64] = /^data:[\w/+.-]+;base64,([A-Za-z0-9+/]+={0,2})$/.exec(address) ?? [];
  if (base64 === undefined) return refused('send the logo as data:image/png;base64,… or as an https address');
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (bytes.length > limits.logoBytesMax)
    return refused(
      `a logo has at most ${limits.logoBytesMax / 1024} kB; this one has ${Math.ceil(bytes.length / 1024)}`,
    );
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return readPicture(bytes, hash);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { kind: 'logo', name: `${hash}.jpg`, bytes };
  const drawing = Buffer.from(bytes).toString('utf8');
  if (/<svg[\s/>]/.test(drawing) && lively.test(drawing))
    return refused('this SVG holds scripts, styles from elsewhere or other files; save it as a plain drawing');
  if (!/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<svg[\s>]/.test(drawing))
    return refused('this is no picture that browsers show as a logo: PNG, JPEG and SVG are');
  return { kind: 'logo', name: `${hash}${isLight(drawing) ? '-light' : ''}.svg`, bytes };
}

/** SH-13: what it has to stand on is decided here, once. */
function readPicture(bytes: Uint8Array<ArrayBuffer>, hash: string): ReadLogo {
  const pixels = readPng(bytes);
  if (pixels === null)
    return refused(`this PNG is damaged, or has more than ${limits.logoPixelsMax / 1_000_000} million pixels`);
  return { kind: 'logo', name: `${hash}${isLightPicture(pixels) ? '-light' : ''}.png`, bytes };
}

/** Whatever could run, be fetched or be taken for a page. Colours and shapes need none of it. */
const lively =
  /<\s*(?:[^\s<>/:]+:)?(?:script|foreignObject|iframe|object|embed|image|use|animate|set|a|style)\b|<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8)|\sstyle\s*=\s*["'][^"']*\\|\son\w+\s*=|\bhref\s*=|url\(\s*["']?(?!#)|javascript:|@import/i;

function isLight(drawing: string): boolean {
  const written = drawing.matchAll(/#(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\b(?:black|white)\b/gi);
  const colours = [...written].flatMap(([text]) => parseColour(hexOf(text)) ?? []);
  return colours.length > 0 && colours.every(({ lightness }) => lightness > 0.75);
}

function hexOf(colour: string): string {
  if (/^black$/i.test(colour)) return '#000000';
  if (/^white$/i.test(colour)) return '#ffffff';
  return colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
}

function startsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, index) => bytes[index] === byte);
}

function refused(sentence: string): ReadLogo {
  return { kind: 'refused', sentence };
}

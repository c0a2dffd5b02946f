import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { compileSource } from '../storefront/load-tsx.ts';
import type { ShopAssets } from '../storefront/shop.ts';
import type { App } from './app.ts';

type Asset = {
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Letters are packed already. */
  readonly packed: Uint8Array<ArrayBuffer> | null;
};

const require = createRequire(import.meta.url);
const storefront = path.resolve(import.meta.dirname, '../storefront');

const fontSheets = [
  '@fontsource-variable/inter/wght.css',
  '@fontsource-variable/noto-sans-arabic/wght.css',
  '@fontsource-variable/fraunces/wght.css',
];
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
};

type Loaded = { readonly assets: ShopAssets; readonly files: ReadonlyMap<string, Asset> };
let loaded: Loaded | undefined;

/** Style, letters and scripts of the shop, read once; an address changes with what it holds. */
export function loadShopAssets(): Loaded {
  loaded ??= readShopAssets();
  return loaded;
}

function readShopAssets(): Loaded {
  const files = new Map<string, Asset>();
  const add = (name: string, body: Uint8Array<ArrayBuffer>): string => {
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
    const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const packed = name.endsWith('.woff2') ? null : new Uint8Array(gzipSync(body));
    const asset: Asset = { path: `/shop-assets/${hash}/${name}`, type, body, packed };
    files.set(asset.path, asset);
    return asset.path;
  };
  const fonts = new Map<string, string>();
  const faces = fontSheets.map(sheet => fontFaces(sheet, fonts, add)).join('\n');
  const style = ['shop', 'order']
    .map(name => readFileSync(path.join(storefront, `assets/${name}.css`), 'utf8'))
    .join('\n');
  const script = (name: string) =>
    add(`${name}.js`, bytes(compileSource(path.join(storefront, `scripts/${name}.ts`), { small: true })));
  return {
    files,
    assets: {
      style: add('shop.css', bytes(`${faces}\n${style}`)),
      fontPreload: {
        latin: fonts.get('inter-latin-wght-normal.woff2') ?? '',
        arabic: fonts.get('noto-sans-arabic-arabic-wght-normal.woff2') ?? '',
      },
      scripts: {
        event: script('event'),
        checkout: script('checkout'),
        'look-again': script('look-again'),
        pay: script('pay'),
      },
    },
  };
}

/** The faces of a package, with its files where we serve them. */
function fontFaces(
  sheet: string,
  fonts: Map<string, string>,
  add: (name: string, body: Uint8Array<ArrayBuffer>) => string,
) {
  const file = require.resolve(sheet);
  return readFileSync(file, 'utf8').replaceAll(/url\(\.\/files\/([\w.-]+)\)/g, (_, name: string) => {
    const known =
      fonts.get(name) ?? add(name, new Uint8Array(readFileSync(path.join(path.dirname(file), 'files', name))));
    fonts.set(name, known);
    return `url(${known})`;
  });
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}

export function registerShopAssets(app: App, files: ReadonlyMap<string, Asset>): void {
  app.get('/shop-assets/:hash/:name', c => {
    const asset = files.get(c.req.path);
    if (asset === undefined) return c.notFound();
    const packed = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') ? asset.packed : null;
    return c.body(packed ?? asset.body, 200, {
      ...(packed === null ? {} : { 'content-encoding': 'gzip' }),
      ...(asset.packed === null ? {} : { vary: 'accept-encoding' }),
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      // A shop on a domain of its own is served its letters by that very domain.
      'cross-origin-resource-policy': 'same-origin',
    });
  });
}

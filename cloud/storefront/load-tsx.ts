import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

type Minify = (file: string, source: string, options: object) => { readonly code: string };
type Transform = (
  file: string,
  source: string,
  options: { readonly jsx: { readonly runtime: 'automatic' } },
) => { readonly code: string; readonly errors: readonly unknown[] };

/**
 * Node strips types and does not know JSX. Called before the first import of a page; everything below that import may import `.tsx`
 * as it likes. A bundle has no `.tsx` left and never loads the transformer.
 */
export function loadTsx(): void {
  if (registered) return;
  registered = true;
  registerHooks({
    load(url, context, nextLoad) {
      if (!url.startsWith('file:') || !/\.tsx(?:\?.*)?$/.test(url)) return nextLoad(url, context);
      return { format: 'module', source: compileSource(fileURLToPath(url)), shortCircuit: true };
    },
  });
}

let registered = false;

const require = createRequire(import.meta.url);

/** The JavaScript of a source file with types or JSX; `small` for browsers. */
export function compileSource(file: string, options: { readonly small?: boolean } = {}): string {
  const { transformSync, minifySync } = require('rolldown/utils') as {
    readonly transformSync: Transform;
    readonly minifySync: Minify;
  };
  const { code, errors } = transformSync(file, readFileSync(file, 'utf8'), { jsx: { runtime: 'automatic' } });
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${JSON.stringify(errors[0])}`);
  return options.small === true ? minifySync(file.replace(/\.tsx?$/, '.js'), code, {}).code : code;
}

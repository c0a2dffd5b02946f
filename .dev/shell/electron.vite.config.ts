import path from 'node:path';
import { defineConfig } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '../..');
const at = (file: string) => path.join(root, file);

/** Main and preload into `out/`; the screens have a configuration of their own, for browsers need them too. */
export default defineConfig({
  main: {
    root,
    build: {
      // The package holds no modules but the native one; all else is part of the bundle.
      externalizeDeps: false,
      rolldownOptions: { input: { index: at('desktop/shell/main.ts') }, external: ['electron', 'better-sqlite3'] },
    },
  },
  preload: {
    root,
    build: {
      externalizeDeps: false,
      // A sandboxed preload is CommonJS, or it does not load at all.
      rolldownOptions: {
        input: { preload: at('desktop/shell/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});

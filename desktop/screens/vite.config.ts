import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The screens and the gallery, into `out/renderer`, from where the station serves them. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: {
    outDir: `${import.meta.dirname}/../../out/renderer`,
    emptyOutDir: true,
    // Chromium of the shell, and browsers of its age: light-dark() and oklch() as they are.
    target: 'chrome136',
    cssTarget: 'chrome136',
    // The content policy lets fonts and scripts come from files alone.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        gallery: `${import.meta.dirname}/gallery.html`,
      },
    },
  },
});

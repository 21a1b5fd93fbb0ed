/** Builds the staff's web app into `dist`; the server serves it under /console with a policy that allows no inline script. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** A script that stands before everything and is no module, so that the first paint has the right colours. */
const schemeFirst: Plugin = {
  name: 'scheme-first',
  transformIndexHtml: {
    order: 'post',
    handler: () => [{ tag: 'script', attrs: { src: '/console/scheme.js' }, injectTo: 'head-prepend' }],
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), schemeFirst],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // Fonts, pictures and scripts come from files: nothing needs a data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});

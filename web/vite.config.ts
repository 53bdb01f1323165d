import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page's files, served by the service itself: nothing inline, nothing from another host. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/page/public',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy takes data: for pictures alone; hashed files can be kept for good.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/readyz': 'http://127.0.0.1:8080' } },
});

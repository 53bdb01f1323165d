import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { ESTIMATOR, modelFor } from '../../src/engine/network/registry.ts';
import { packAll, runtimeVersion } from './runtime.ts';

const model = modelFor(2, 'edge');

/** How weights are held against the registry by the browser itself (Subresource Integrity). */
const integrity = (sha256: string) => `sha256-${Buffer.from(sha256, 'hex').toString('base64')}`;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** `<hero-img>`: the component, and the worker that it starts when there is something to enhance. */
export default defineConfig({
  root: import.meta.dirname,
  // Addresses are relative: it works wherever it is mounted.
  base: './',
  define: {
    BUILD: JSON.stringify({
      // What was measured with other weights or another runtime is measured again.
      version: [version, model.sha256.slice(0, 8), runtimeVersion()].join('-'),
      runtime: runtimeVersion(),
      halo: model.halo,
      weights: integrity(model.sha256),
      estimator: integrity(ESTIMATOR.sha256),
    }),
  },
  build: {
    outDir: '../../dist/edge/hero-img/built',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: 'src/hero-img.ts',
      // Packing the runtime takes its time, once.
      checks: { pluginTimings: false },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
  plugins: [
    {
      name: 'pack',
      apply: 'build',
      async writeBundle({ dir = '' }) {
        await packAll(dir, join(dir, '../public'));
      },
    },
  ],
  worker: {
    format: 'es',
    rolldownOptions: {
      output: { entryFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
});

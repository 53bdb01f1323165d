import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes at once on a machine of one's own, and later on a busy one.
    expect: { poll: { timeout: 30_000 } },
    // Pool threads and inference already use every core.
    maxWorkers: 2,
  },
});

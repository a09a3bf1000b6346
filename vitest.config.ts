import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Two cores are what the project is built on; more workers only make the slow ones time out.
    maxWorkers: 2,
    reporters: ['default', './test/support/count-reporter.ts'],
  },
});

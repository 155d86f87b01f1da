import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Spawned runs share two cores with the other files of tests.
    testTimeout: 60_000,
    reporters: ['default', './test/helpers/closing-line.ts'],
  },
});

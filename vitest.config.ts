import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'tests/**/*.test.ts',
      'scripts/**/*.test.ts',
      'samples/**/*.test.ts',
    ],
    // Worker threads in the engine load their own TypeScript through Node's type stripping,
    // which forks give them and vitest's own thread pool does not.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

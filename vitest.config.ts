import { defineConfig } from 'vitest/config';
import { sharedWasmWrappers } from './bin/node-settings.mjs';

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
    // See src/engine/wasm-wrappers.ts: the threads of one test share V8's cache with vitest's own.
    execArgv: [sharedWasmWrappers],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

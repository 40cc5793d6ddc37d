/** Calls out of WebAssembly are not compiled anew: src/engine/wasm-wrappers.ts says why. */
export const sharedWasmWrappers = '--wasm-wrapper-tiering-budget=2147483647';

/**
 * How Node.js runs the engine. Left alone it keeps up to 100 MB for objects that just came to be; work that streams has no use for
 * them, and is as quick with these.
 */
export const nodeFlags = ['--max-semi-space-size=4', sharedWasmWrappers];

/**
 * Threads that wait for the disk. The journal of a file system writes all that is synced at one time in one go: with four
 * threads, which is what libuv has of itself, a folder of small files takes a twentieth longer.
 */
export const nodeEnvironment = { UV_THREADPOOL_SIZE: '16' };

import { setFlagsFromString } from 'node:v8';
import { sharedWasmWrappers } from '../../bin/node-settings.mjs';

/**
 * Threads share one cache of compiled calls out of WebAssembly, and V8 13.6 (Node.js 24) frees in it what another thread still
 * uses: the process dies by SIGSEGV or SIGTRAP (nodejs/node issue 64500). Each thread that loads TypeScript has such a
 * module, for Node.js strips types with one. A call is compiled anew when it was made so many times; never, here. To be
 * imported before any thread is started.
 */
setFlagsFromString(sharedWasmWrappers);

/**
 * Opens a vault and makes one call: `call-child.ts VAULT PASSPHRASE METHOD INPUT`. Says `begun` before the call and `done` with
 * its answer after it; a kill in between, by `PROFFER_FAULT` or from outside, leaves what a power cut leaves.
 */
import { Engine } from '../../src/engine/engine.ts';
import { contract, type JobMethod, type PlainMethod } from '../../src/shared/contract/index.ts';

const [vault, passphrase, method, input] = process.argv.slice(2);
if (vault === undefined || passphrase === undefined || !method || !input)
  throw new Error('see the head of this file');
const resources = new URL('../../resources', import.meta.url).pathname;
const engine = new Engine({ resources, kdf: { name: 'scrypt', N: 1024, r: 8, p: 1 } });
if (vault !== '') await engine.call('vault.unlock', { folder: vault, passphrase });
console.log('begun');
const { type } = contract[method as JobMethod | PlainMethod];
const answer =
  type === 'job'
    ? await engine.run(method as JobMethod, JSON.parse(input))
    : await engine.call(method as PlainMethod, JSON.parse(input));
console.log(`done ${JSON.stringify(answer)}`);
await engine.close();

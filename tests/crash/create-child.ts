/** Makes a vault and ends: `create-child.ts VAULT PASSPHRASE`. */
import { Engine } from '../../src/engine/engine.ts';

const [folder, passphrase] = process.argv.slice(2);
if (!folder || !passphrase) throw new Error('usage: create-child.ts VAULT PASSPHRASE');
const resources = new URL('../../resources', import.meta.url).pathname;
const engine = new Engine({ resources, kdf: { name: 'scrypt', N: 1024, r: 8, p: 1 } });
const owner = { person: 'Ada Example', organisation: 'Nordhaven' };
const { recoveryKey } = await engine.call('vault.create', { folder, passphrase, owner });
console.log(recoveryKey);
await engine.close();

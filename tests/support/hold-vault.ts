/** Opens a vault and holds it until it is killed: `hold-vault.ts FOLDER PASSPHRASE`. */
import { Engine } from '../../src/engine/engine.ts';

const [folder, passphrase] = process.argv.slice(2);
if (!folder || !passphrase) throw new Error('usage: hold-vault.ts FOLDER PASSPHRASE');
const engine = new Engine({ resources: new URL('../../resources', import.meta.url).pathname });
await engine.call('vault.unlock', { folder, passphrase });
console.log(`open ${process.pid}`);
setInterval(() => {}, 1000);

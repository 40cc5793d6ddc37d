/** Takes one file in and prints its own peak memory; started by the benchmark `memory-intake`. */
import { openNewVault, takeIn } from './desk.ts';
import { ownPeak } from './own-peak.ts';

const [source, vault, resources] = process.argv.slice(2);
if (!source || !vault || !resources) throw new Error('usage: memory-intake-process SOURCE VAULT RESOURCES');
const desk = await openNewVault(vault, resources);
await takeIn(desk, source);
await desk.engine.close();
console.log(ownPeak());

/** Exports the case of a vault and prints its own peak memory; started by the benchmark `memory-export`. */
import { exportTo, openVault } from './desk.ts';
import { ownPeak } from './own-peak.ts';

const [vault, output, resources] = process.argv.slice(2);
if (!vault || !output || !resources) throw new Error('usage: memory-export-process VAULT OUTPUT RESOURCES');
const desk = await openVault(vault, resources);
await exportTo(desk, output);
await desk.engine.close();
console.log(ownPeak());

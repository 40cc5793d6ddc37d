/** Takes one file in and prints its own peak memory; started by the benchmark `memory-intake`. */
import { takeIn } from './take-in.ts';

const [source, vault] = process.argv.slice(2);
if (!source || !vault) throw new Error('usage: memory-intake-process.ts SOURCE VAULT');
await takeIn(source, vault);
console.log(process.resourceUsage().maxRSS);

import type { EngineState } from '../../shared/contract/shell.ts';
import { createStore } from '../ui/store.ts';

export const engineState = createStore<EngineState>({ status: 'starting' });
/** A vault a start of the program asked for. */
export const askedVault = createStore<string | null>(null);

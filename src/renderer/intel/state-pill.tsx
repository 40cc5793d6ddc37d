import type { Output } from '../../shared/contract/index.ts';
import { intelObjectStates } from '../../shared/domain/intel-words.ts';

export type ObjectState = Output<'intel.object'>['state'];

const tones: Record<ObjectState, string> = { read: 'good', partly: 'accent', kept: '', revoked: 'warn' };

/** What became of an object of a source. */
export function StatePill({ state }: { state: ObjectState }) {
  return <span className={`pill ${tones[state]}`.trim()}>{intelObjectStates[state]}</span>;
}

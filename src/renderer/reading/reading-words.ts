import type { Output } from '../../shared/contract/index.ts';

export type Reading = Output<'reading.get'>;
export type Step = Reading['steps'][number];
export type Finding = Step['findings'][number];

export const stepWords: Record<Step['step'], string> = {
  mail: 'Mail',
  text: 'Text and metadata',
  observables: 'Observables',
  proposals: 'Proposals',
};

export const stateWords: Record<Step['state'], string> = {
  waiting: 'Waiting',
  running: 'Reading',
  done: 'Read',
  nothing: 'Nothing there',
  failed: 'Not readable',
};

/** The tone of a pill that shows a state. */
export const stateTone: Record<Step['state'], string> = {
  waiting: '',
  running: '',
  done: 'good',
  nothing: '',
  failed: 'bad',
};

export const severityTone = { error: 'bad', warning: 'warn', info: 'info' } as const;

/** `page 3: what happened`. */
export const findingText = ({ place, message }: Finding): string =>
  place ? `${place}: ${message}` : message;

import type { Output } from '../../shared/contract/index.ts';

export type MatchBasis = Output<'match.list'>['rows'][number]['basis'];

/** Why two records are taken for the same, as people read it. */
export const basisWords: Record<MatchBasis, { label: string; hint: string }> = {
  identifier: { label: 'Same identifier', hint: 'Its normal form is the same.' },
  contact: { label: 'Shared contact', hint: 'A person’s own phone number or e-mail address is the same.' },
  name: { label: 'Same name only', hint: 'Two people may share a name: look before you rely on it.' },
};

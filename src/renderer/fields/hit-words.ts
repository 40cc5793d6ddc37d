import type { Output } from '../../shared/contract/index.ts';
import { entityKinds, eventKinds, linkKinds, lossMethods } from '../../shared/domain/kinds.ts';
import { casePath } from '../app/places.ts';
import { labelOf } from './choices.ts';

export type Hit = Output<'search.find'>['hits'][number];
export type HitKind = Hit['kind'];

export const hitKindWords: Record<HitKind, string> = {
  case: 'Cases',
  entity: 'Entities',
  event: 'Events',
  loss: 'Losses',
  payment: 'Payments',
  link: 'Links',
  evidence: 'Evidence',
  text: 'Text in evidence',
  referral: 'Referrals',
  disclosure: 'Disclosures',
};

const single: Record<HitKind, string> = {
  case: 'Case',
  entity: 'Entity',
  event: 'Event',
  loss: 'Loss',
  payment: 'Payment',
  link: 'Link',
  evidence: 'Evidence',
  text: 'Text',
  referral: 'Referral',
  disclosure: 'Disclosure',
};

/** What a hit is, in one or two words. */
export function wordsOfHit({ kind, sort, place }: Pick<Hit, 'kind' | 'sort' | 'place'>): string {
  if (kind === 'entity' && sort !== null) return labelOf(entityKinds, sort);
  if (kind === 'event' && sort !== null) return labelOf(eventKinds, sort);
  if (kind === 'link' && sort !== null) return `Link: ${labelOf(linkKinds, sort)}`;
  if (kind === 'payment' && sort !== null) return labelOf(lossMethods, sort);
  if (kind === 'text') return place?.label ?? single.text;
  return single[kind];
}

/** Where the record of a hit is looked at. */
export function pathOfHit({
  kind,
  id,
  caseId,
  aboutId,
  place,
}: Pick<Hit, 'kind' | 'id' | 'caseId' | 'aboutId' | 'place'>): string {
  switch (kind) {
    case 'case':
      return casePath(caseId, 'overview');
    case 'entity':
      return casePath(caseId, 'entities', { id });
    case 'event':
      return casePath(caseId, 'events', { id });
    case 'loss':
      return casePath(caseId, 'losses', { id });
    case 'payment':
      return casePath(caseId, 'losses', { view: 'payments', id });
    case 'link':
      return casePath(caseId, 'links', { id });
    case 'evidence':
      return casePath(caseId, 'evidence', { id });
    case 'text':
      return casePath(caseId, 'evidence', place ? { id, page: String(place.page) } : { id });
    case 'referral':
      return casePath(caseId, 'referral');
    default:
      return casePath(caseId, 'entities', aboutId ? { id: aboutId } : {});
  }
}

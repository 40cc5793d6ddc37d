import type { TlpLevel } from '../../../../shared/domain/markings.ts';
import type { JsonObject } from '../json-text.ts';
import { isObject, textOf } from '../members.ts';
import { highestTlp, readTlp } from '../tlp.ts';

/** Names of the tags on an event, an attribute or an object; a tag may be an object or, in feeds, its bare name. */
export function tagsOf(part: JsonObject): string[] {
  const list = Array.isArray(part.Tag) ? part.Tag : [];
  return list.flatMap((tag) => {
    if (typeof tag === 'string') return [tag];
    return isObject(tag) && typeof tag.name === 'string' ? [tag.name] : [];
  });
}

export const distributions: Record<string, string> = {
  '0': 'your organisation only',
  '1': 'this community only',
  '2': 'connected communities',
  '3': 'all communities',
  '4': 'a sharing group',
};

/**
 * How far MISP let a part travel. What stays within one organisation or one sharing group is never marked more open than
 * AMBER+STRICT here, whatever its tags say; 5 means "as its event".
 */
export function markingOf(part: JsonObject): { tlp: TlpLevel | null; limited: boolean } {
  const distribution = textOf(part.distribution);
  const limited = distribution === '0' || distribution === '4';
  return { tlp: highestTlp(tagsOf(part).map(readTlp)), limited };
}

/** The sharing group of a part, in words: its name and the organisations in it. */
export function sharingGroupOf(part: JsonObject): string[] {
  const group = part.SharingGroup;
  if (!isObject(group)) return [];
  const members = Array.isArray(group.SharingGroupOrg) ? group.SharingGroupOrg : [];
  const names = members.flatMap((member) => {
    const organisation = isObject(member) ? member.Organisation : null;
    return isObject(organisation) && typeof organisation.name === 'string' ? [organisation.name] : [];
  });
  const name = typeof group.name === 'string' ? group.name : textOf(group.uuid);
  return [`Sharing group: ${name}${names.length > 0 ? ` (${names.slice(0, 50).join(', ')})` : ''}`];
}

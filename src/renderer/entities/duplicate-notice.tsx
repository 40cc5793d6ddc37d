import { duplicateBases } from '../../shared/domain/duplicate-words.ts';
import { casePath } from '../app/places.ts';
import { Notice } from '../ui/notice.tsx';
import { type DuplicateGroup, groupId } from './duplicate-group-id.ts';

/** On a record: others may be the same thing. */
export function DuplicateNotice({ group }: { group: DuplicateGroup }) {
  const others = group.members - 1;
  const path = casePath(group.caseId, 'entities', { view: 'duplicates', group: groupId(group) });
  return (
    <Notice tone="warn" action={<a href={`#${path}`}>Decide</a>}>
      Perhaps the same as {others === 1 ? 'another record' : `${others.toLocaleString('en')} other records`}{' '}
      with the {duplicateBases[group.basis].toLowerCase()} <bdi>{group.shown}</bdi>.
    </Notice>
  );
}

import { entityRoles } from '../../shared/domain/kinds.ts';
import { casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { Section } from '../ui/side-panel.tsx';
import { labelOf } from './choices.ts';
import { EntityName } from './entity-kind.tsx';
import { basisWords } from './match-basis.ts';

/** Where else an entity is known; nothing is shown where it is not. */
export function EntityMatches({ id }: { id: string }) {
  const answer = useCall('match.ofEntity', { id });
  const matches = answer.data?.matches ?? [];
  if (matches.length === 0) return null;
  const cases = new Set(matches.map(({ caseId }) => caseId)).size;
  return (
    <Section title={`Known in ${cases === 1 ? 'another case' : `${cases} other cases`}`}>
      {matches.map((match) => (
        <div key={match.entityId} className="row wrap" style={{ gap: 6 }}>
          <a
            href={`#${casePath(match.caseId, 'entities', { id: match.entityId })}`}
            className="row"
            style={{ gap: 6 }}
          >
            <span className="mono small">{match.caseReference}</span>
            <EntityName kind={match.kind} display={match.display} />
          </a>
          {match.roles.map((role) => (
            <span key={role} className="pill">
              {labelOf(entityRoles, role)}
            </span>
          ))}
          {match.basis !== 'identifier' && (
            <span className="pill warn" title={basisWords[match.basis].hint}>
              {basisWords[match.basis].label}
            </span>
          )}
        </div>
      ))}
    </Section>
  );
}

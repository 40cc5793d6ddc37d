import { ProfferError } from '../../shared/domain/errors.ts';
import { newId } from '../../shared/domain/ids.ts';
import { linkKinds } from '../../shared/domain/kinds.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { inList, selectPage } from '../database/listing.ts';
import { setSupport, supportingEvidence } from '../evidence/support.ts';
import type { Handlers } from '../rpc/handler.ts';
import { storedWhen } from '../when.ts';
import { requireEntityOf } from './entity-rows.ts';
import { type Link, linkColumns, linkTables, readLink, toLink } from './link-rows.ts';

export const linkHandlers: Handlers<'link.get' | 'link.create' | 'link.update' | 'link.list' | 'link.hide'> =
  {
    'link.get': ({ id }, { session }) => {
      const { database } = session();
      return { ...readLink(database, id), evidence: supportingEvidence(database, 'link', id) };
    },

    'link.create'(input, { session }) {
      const { database } = session();
      requireOpenCase(database, input.caseId);
      if (input.fromId === input.toId)
        throw new ProfferError('invalid-input', 'A link joins two different entities.');
      requireEntityOf(database, input.caseId, input.fromId);
      requireEntityOf(database, input.caseId, input.toId);
      const id = newId();
      const began = storedWhen(input.began);
      session().write(
        { reason: 'create', summary: `Link added: ${linkKinds[input.kind]}`, caseId: input.caseId },
        (transaction) => {
          transaction.insert('link', {
            id,
            case_id: input.caseId,
            kind: input.kind,
            from_id: input.fromId,
            to_id: input.toId,
            began_json: began.json,
            began_earliest: began.earliest,
            ended_json: storedWhen(input.ended).json,
            confidence: input.confidence ?? 'unknown',
            note: input.note ?? '',
            created_at: transaction.at,
            changed_at: transaction.at,
            hidden_at: null,
          });
          setSupport(
            database,
            transaction,
            { kind: 'link', id, caseId: input.caseId },
            input.evidenceIds ?? [],
          );
        },
      );
      return readLink(database, id);
    },

    'link.update'({ id, fields }, { session }) {
      const { database } = session();
      const before = readLink(database, id);
      requireOpenCase(database, before.caseId);
      const { kind, confidence, note } = fields;
      const columns = definedOnly({ kind, confidence, note });
      if (fields.began !== undefined) {
        const began = storedWhen(fields.began);
        Object.assign(columns, { began_json: began.json, began_earliest: began.earliest });
      }
      if (fields.ended !== undefined) columns.ended_json = storedWhen(fields.ended).json;
      session().write(
        { reason: 'edit', summary: describe(before, 'edited'), caseId: before.caseId },
        (transaction) => {
          transaction.update('link', id, columns);
          if (fields.evidenceIds)
            setSupport(
              database,
              transaction,
              { kind: 'link', id, caseId: before.caseId },
              fields.evidenceIds,
            );
          if (transaction.changed) transaction.update('link', id, { changed_at: transaction.at });
        },
      );
      return readLink(database, id);
    },

    'link.list'({ caseId, entityId, kinds, ...page }, { session }) {
      const { database } = session();
      const wanted = inList('kind', kinds ?? []);
      const { rows, total } = selectPage(
        database,
        {
          from: linkTables,
          columns: linkColumns,
          where: [
            'link.case_id = @caseId',
            ...(entityId ? ['@entityId IN (link.from_id, link.to_id)'] : []),
            ...(kinds ? [kinds.length > 0 ? `link.kind IN ${wanted.sql}` : '0'] : []),
          ],
          parameters: { caseId, ...(entityId ? { entityId } : {}), ...wanted.parameters },
          sorts: {
            kind: 'link.kind',
            from: 'source.display',
            to: 'target.display',
            began: 'link.began_earliest',
            confidence: 'link.confidence',
          },
          defaultSort: 'from',
          searched: ['source.display', 'target.display', 'link.note'],
          hiddenColumn: 'link.hidden_at',
          tieBreak: 'link.id',
        },
        page,
      );
      return { rows: rows.map((row) => toLink(database, row)), total };
    },

    'link.hide'({ id, hidden, reason }, { session }) {
      const { database } = session();
      const before = readLink(database, id);
      const summary = describe(before, `${hidden ? 'hidden' : 'shown again'}${reason ? ` (${reason})` : ''}`);
      session().write({ reason: 'hide', summary, caseId: before.caseId }, (transaction) => {
        transaction.update('link', id, { hidden_at: hidden ? transaction.at : null });
      });
      return readLink(database, id);
    },
  };

const describe = (link: Link, what: string) =>
  `Link ${what}: ${link.from.display} ${linkKinds[link.kind]} ${link.to.display}`;

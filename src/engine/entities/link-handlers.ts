import { ProfferError } from '../../shared/domain/errors.ts';
import { linkKinds } from '../../shared/domain/kinds.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { inList, selectPage } from '../database/listing.ts';
import { supportingEvidence } from '../evidence/support.ts';
import { createRecord, editRecord, hideRecord } from '../evidence/supported-record.ts';
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
        throw new ProfferError(
          'invalid-input',
          'A link joins two different entities. Choose another one at one end.',
        );
      requireEntityOf(database, input.caseId, input.fromId);
      requireEntityOf(database, input.caseId, input.toId);
      const began = storedWhen(input.began);
      const id = createRecord(
        session(),
        { kind: 'link', caseId: input.caseId },
        {
          summary: `Link added: ${linkKinds[input.kind]}`,
          columns: {
            kind: input.kind,
            from_id: input.fromId,
            to_id: input.toId,
            began_json: began.json,
            began_earliest: began.earliest,
            ended_json: storedWhen(input.ended).json,
            confidence: input.confidence ?? 'unknown',
            note: input.note ?? '',
          },
          evidenceIds: input.evidenceIds,
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
      editRecord(
        session(),
        { kind: 'link', id, caseId: before.caseId },
        { summary: `Link edited: ${describe(before)}`, columns, evidenceIds: fields.evidenceIds },
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
          key: 'link.id',
          logged: true,
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

    'link.hide'({ id, ...how }, { session }) {
      const { database } = session();
      const before = readLink(database, id);
      const { caseId } = before;
      hideRecord(session(), { kind: 'link', id, caseId }, { noun: 'Link', name: describe(before) }, how);
      return readLink(database, id);
    },
  };

const describe = (link: Link) => `${link.from.display} ${linkKinds[link.kind]} ${link.to.display}`;

import type { ModelExhibit, ReferralModel } from '../../model.ts';
import type { ExhibitReferences } from '../exhibit-references.ts';
import type { Formats } from '../formats.ts';
import type { Column } from '../pdf/columns.ts';
import type { Flow } from '../pdf/flow.ts';
import { colours } from '../pdf/style.ts';
import { introducedTable } from '../pdf/table.ts';
import { type Algorithm, algorithmsOf } from './fill.ts';

const printed: Record<Algorithm, string> = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' };
const order: Algorithm[] = ['sha256', 'sha1', 'md5'];

/**
 * Every record with every hash that was computed. When the export compared the stored copy with them is not known
 * while the report is written, as it is a part of what is exported: it says where that time stands.
 */
export function hashReport(
  flow: Flow,
  model: ReferralModel,
  formats: Formats,
  refs: ExhibitReferences,
): void {
  flow.freshPage();
  const algorithms = order.filter((algorithm) => algorithmsOf(model).includes(algorithm));
  const columns: Column<ModelExhibit>[] = [
    { title: refs.head, fits: refs.fits(1), value: (one) => refs.short(one.ref), heads: true },
    {
      title: 'File; size, source; acquired',
      share: 1,
      value: (one) =>
        [
          one.originalName,
          [`${formats.count(one.sizeBytes)} bytes`, one.source].filter((part) => part !== '').join(', '),
          formats.instant(one.acquiredAt),
        ]
          .filter((part) => part !== '')
          .join('\n'),
    },
    {
      title: 'Hash values',
      fits: [labelled('sha256', '0'.repeat(64))],
      style: 'mono',
      value: (one) => algorithms.map((algorithm) => labelled(algorithm, one[algorithm])).join('\n'),
    },
  ];
  introducedTable(
    flow,
    (on) => {
      on.heading(1, 'Hash Report');
      on.paragraph(
        `${formats.counted(model.exhibits.length, 'record', 'records')} of case ${model.case.reference}. Values were computed over the whole content of each file when it was acquired (${algorithms.map((one) => printed[one]).join(', ')}), in lower-case hexadecimal.`,
        { colour: colours.muted },
      );
      on.paragraph(
        'Writing the package reads every stored copy again from its first byte to its last and compares its SHA-256 with the value below; were one to differ, there would be no package. The time of sealing stands in seal/seal.json.',
        { colour: colours.muted },
      );
      const differing = model.exhibits.filter(differedOnce);
      if (differing.length > 0) {
        on.paragraph(
          `At an earlier verification the SHA-256 DIFFERS from the value below: ${refs.sentence(differing.map(({ ref }) => ref))}. See the chain of custody.`,
          { colour: colours.warn, style: 'strong' },
        );
      }
    },
    model.exhibits,
    columns,
  );
}

const labelled = (algorithm: Algorithm, hash: string) => `${printed[algorithm].padEnd(8, '\u00A0')}${hash}`;

/** Whether any verification on record found another content. */
function differedOnce(exhibit: ModelExhibit): boolean {
  return exhibit.custody.some(
    (entry) => entry.action === 'verified' && entry.sha256 !== null && entry.sha256 !== exhibit.sha256,
  );
}

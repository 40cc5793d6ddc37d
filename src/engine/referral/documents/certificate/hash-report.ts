import type { ModelExhibit, ReferralModel } from '../../model.ts';
import type { Formats } from '../formats.ts';
import type { Flow } from '../pdf/flow.ts';
import { colours } from '../pdf/style.ts';
import { type Column, table } from '../pdf/table.ts';
import { type Algorithm, algorithmsOf } from './fill.ts';

const printed: Record<Algorithm, string> = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' };
const order: Algorithm[] = ['sha256', 'sha1', 'md5'];

/** Every record with every hash that was computed, and the outcome of its last verification. */
export function hashReport(flow: Flow, model: ReferralModel, formats: Formats): void {
  flow.freshPage();
  flow.heading(1, 'Hash Report', 90);
  const algorithms = order.filter((algorithm) => algorithmsOf(model).includes(algorithm));
  flow.paragraph(
    `${formats.counted(model.exhibits.length, 'record', 'records')} of case ${model.case.reference}. Values were computed over the whole content of each file when it was acquired (${algorithms.map((one) => printed[one]).join(', ')}), in lower-case hexadecimal. "Verified" is the last time the stored copy was read again and its SHA-256 computed anew.`,
    { colour: colours.muted },
  );
  const columns: Column<ModelExhibit>[] = [
    { title: 'Record', share: 15, value: (one) => one.ref, heads: true },
    {
      title: 'File, size, source',
      share: 27,
      value: (one) =>
        [one.originalName, `${formats.count(one.sizeBytes)} bytes`, one.source]
          .filter((part) => part !== '')
          .join('\n'),
    },
    { title: 'Acquired', share: 15, value: (one) => formats.instant(one.acquiredAt) },
    {
      title: 'Hash values',
      share: 46,
      style: 'mono',
      value: (one) =>
        algorithms.map((algorithm) => `${printed[algorithm].padEnd(8)}${split(one[algorithm])}`).join('\n'),
    },
    { title: 'Verified', share: 18, value: (one) => verified(one, formats) },
  ];
  table(flow, model.exhibits, columns);
}

/** Groups of 32 digits, the later ones below the first. */
const split = (hash: string) => (hash.match(/.{1,32}/g) ?? []).join(`\n${'\u00A0'.repeat(8)}`);

function verified(exhibit: ModelExhibit, formats: Formats): string {
  const last = exhibit.custody.filter((entry) => entry.action === 'verified' && entry.sha256 !== null).at(-1);
  if (!last) return 'Not since acquired';
  return `${formats.instant(last.at)}\n${last.sha256 === exhibit.sha256 ? 'SHA-256 equal' : `SHA-256 DIFFERS: ${last.sha256}`}`;
}

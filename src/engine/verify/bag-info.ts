import { type BagVersion, isRfc } from './bag-version.ts';
import type { FindingList } from './finding-list.ts';
import { mostInfoFields } from './limits.ts';
import { linesOf } from './tag-text.ts';

export interface InfoField {
  label: string;
  value: string;
}

/** Reads `bag-info.txt` (RFC 8493, section 2.2.2): `Label: value`, continued on lines that start with white space. */
export function parseBagInfo(
  file: string,
  text: string,
  version: BagVersion,
  findings: FindingList,
): InfoField[] {
  const fields: { label: string; parts: string[] }[] = [];
  for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
    const last = fields.at(-1);
    if (line.trim() === '') continue;
    if (/^[ \t]/.test(line) && last) {
      last.parts.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) {
      findings[isRfc(version) ? 'error' : 'warning'](
        'bag-info-malformed',
        `A line is neither "Label: value" nor indented to continue the line above: ${JSON.stringify(line.slice(0, 120))}.`,
        { path: file },
      );
      continue;
    }
    if (fields.length === mostInfoFields) {
      findings.error(
        'bag-info-malformed',
        `It has more than ${mostInfoFields} fields; the rest was not read.`,
        {
          path: file,
        },
      );
      break;
    }
    fields.push({ label: line.slice(0, colon).trim(), parts: [line.slice(colon + 1).trim()] });
  }
  return fields.map(({ label, parts }) => ({ label, value: parts.join(' ').trim() }));
}

/** The values of a label; labels are compared without regard to case (RFC 8493, section 2.2.2). */
export function valuesOfLabel(fields: readonly InfoField[], label: string): string[] {
  const wanted = label.toLowerCase();
  return fields.filter((field) => field.label.toLowerCase() === wanted).map((field) => field.value);
}

/** Holds `Payload-Oxum` (octets.streams) against what is there: the cheapest sign of a missing or changed file. */
export function checkOxum(
  fields: readonly InfoField[],
  file: string,
  found: { bytes: number; files: number },
  findings: FindingList,
): void {
  const values = valuesOfLabel(fields, 'Payload-Oxum');
  const [stated] = values;
  if (stated === undefined) return;
  const match = /^(\d{1,20})\.(\d{1,20})$/.exec(stated);
  if (!match || values.length > 1) {
    findings.error('oxum-malformed', 'Payload-Oxum is stated once, as "bytes.files".', {
      path: file,
      found: values.join(', '),
    });
    return;
  }
  const foundOxum = `${found.bytes}.${found.files}`;
  if (BigInt(match[1]!) !== BigInt(found.bytes) || BigInt(match[2]!) !== BigInt(found.files)) {
    findings.error(
      'oxum-mismatch',
      'The payload has not the size or the number of files that the bag states.',
      {
        path: file,
        expected: stated,
        found: foundOxum,
      },
    );
  }
}

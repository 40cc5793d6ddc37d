import { fromSpreadsheet } from '../../../../shared/domain/text-safety.ts';

/** What programs write for nothing. */
const nothing = /^(?:null|n\/?a|#n\/a|nan|none|nil|-{1,3}|\.{1,3}|\?)$/i;

export interface CleanCell {
  /** Trimmed, without what no text can hold; empty where the cell says nothing. */
  text: string;
  problem: { code: 'null-byte' | 'broken-character'; message: string } | null;
}

/** The text of a cell as it can be stored. What is taken out is told. */
export function cleanCell(cell: string): CleanCell {
  let text = cell;
  let problem: CleanCell['problem'] = null;
  if (text.includes('\0')) {
    text = text.replaceAll('\0', '');
    problem = { code: 'null-byte', message: 'Null bytes stood in it; they were left out.' };
  }
  // Half of a character comes from JSON escapes and from UTF-16 that was cut.
  const whole = text.replace(/\p{Cs}/gu, '\ufffd');
  if (whole.includes('\ufffd'))
    problem = {
      code: 'broken-character',
      message:
        'Bytes in it fit no character of the declared encoding and are shown as \ufffd. Check the encoding.',
    };
  text = fromSpreadsheet(whole.trim());
  return { text: nothing.test(text) ? '' : text, problem };
}

import type { TableContent } from '../../table-content.ts';
import type { SourceRow } from '../../text/delimited-parser.ts';
import { xmlText } from '../../text/xml-text.ts';
import { mostSheets } from '../sheet-bounds.ts';
import { notCalculated, type Workbook } from '../workbook.ts';
import { XmlEvents } from '../xml-events.ts';
import { attribute, Xml2003Sheet } from './xml-2003-sheet.ts';

/** XML Spreadsheet 2003, which programs save under .xml and banks under .xls. @throws ProfferError `corrupt`. */
export async function openXml2003(content: TableContent): Promise<Workbook> {
  return {
    format: 'Excel workbook (XML 2003)',
    facts: [notCalculated],
    macros: false,
    sheets: await sheetsOf(xmlText(content)),
    rows: (sheet) => rowsOf(xmlText(content), sheet),
  };
}

async function sheetsOf(text: AsyncIterable<string>): Promise<Workbook['sheets']> {
  const sheets: { name: string; hidden: boolean }[] = [];
  let visible = '';
  let reading = false;
  const events = new XmlEvents({
    open(name, attributes) {
      if (name === 'Worksheet' && sheets.length < mostSheets)
        sheets.push({ name: attribute(attributes, 'Name') ?? '', hidden: false });
      // How a sheet shows stands behind its rows.
      reading = name === 'Visible';
      if (reading) visible = '';
    },
    text(part) {
      if (reading && visible.length < 100) visible += part;
    },
    close(name) {
      const sheet = sheets.at(-1);
      if (name === 'Visible' && sheet) sheet.hidden = /hidden/i.test(visible);
      reading = false;
    },
  });
  for await (const piece of text) events.write(piece);
  // What is cut off is told by the sheet it happens in, behind the rows that are whole.
  if (sheets.length === 0) events.end();
  return sheets;
}

async function* rowsOf(text: AsyncIterable<string>, sheet: number): AsyncGenerator<SourceRow[]> {
  const reader = new Xml2003Sheet(sheet);
  const events = new XmlEvents(reader);
  for await (const piece of text) {
    events.write(piece);
    yield* reader.rows.take();
    if (reader.done) return;
  }
  events.end();
}
